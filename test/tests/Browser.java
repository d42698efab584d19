package tests;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium without a window, driven over its DevTools protocol, with one page. */
final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final int PATIENCE_SECONDS = 60;
  private static final int POLL_MILLIS = 20;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonObject> incoming;
  private final List<JsonObject> events = new ArrayList<>();
  private final String session;
  private int sent;

  /** The program, where this machine has it. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @param folder an empty folder for what it remembers
   */
  Browser(Path program, Path folder) throws Exception {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    incoming = new LinkedBlockingQueue<>();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address(folder), new Listener(incoming))
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    String target =
        ask("", "Target.createTarget", Map.of("url", "about:blank")).get("targetId").getAsString();
    session =
        ask("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .getAsString();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      ask(domain + ".enable", Map.of());
    }
  }

  /** Opens a file in a window of this size, in CSS pixels. */
  void open(Path file, int width, int height, boolean dark) throws Exception {
    ask(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    ask(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            "",
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    events.clear();
    ask("Page.navigate", Map.of("url", file.toUri().toString()));
    while (events.stream().noneMatch(event -> isNamed(event, "Page.loadEventFired"))) {
      events.add(next());
    }
  }

  /** The value of a JavaScript expression. */
  JsonElement evaluate(String expression) throws Exception {
    JsonObject answer =
        ask(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.get("exceptionDetails").toString());
    }
    return answer.getAsJsonObject("result").get("value");
  }

  /**
   * Presses a key.
   *
   * @param text what it types, or nothing
   */
  void press(String key, int code, String text) throws Exception {
    for (String type : List.of(text.isEmpty() ? "rawKeyDown" : "keyDown", "keyUp")) {
      ask(
          "Input.dispatchKeyEvent",
          Map.of(
              "type", type, "key", key, "code", key, "text", text, "windowsVirtualKeyCode", code));
    }
  }

  /** What the page complained of since it was opened: errors, violations, warnings. */
  List<String> complaints() {
    return events.stream()
        .filter(
            event ->
                isNamed(event, "Runtime.exceptionThrown")
                    || isNamed(event, "Runtime.consoleAPICalled")
                    || isNamed(event, "Log.entryAdded"))
        .map(JsonObject::toString)
        .toList();
  }

  /** Every address that the page asked for since it was opened. */
  List<String> requests() {
    return events.stream()
        .filter(event -> isNamed(event, "Network.requestWillBeSent"))
        .map(event -> event.getAsJsonObject("params").getAsJsonObject("request").get("url"))
        .map(JsonElement::getAsString)
        .toList();
  }

  /** The whole page as a PNG. */
  byte[] screenshot() throws Exception {
    Map<String, Object> whole = Map.of("format", "png", "captureBeyondViewport", true);
    return data(ask("Page.captureScreenshot", whole));
  }

  /** The page as it is printed, as a PDF. */
  byte[] printed() throws Exception {
    return data(ask("Page.printToPDF", Map.of("preferCSSPageSize", true)));
  }

  private static byte[] data(JsonObject answer) {
    return Base64.getDecoder().decode(answer.get("data").getAsString());
  }

  @Override
  public void close() {
    socket.sendText("{\"id\": 0, \"method\": \"Browser.close\"}", true).join();
    process.onExit().completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    socket.abort();
  }

  private JsonObject ask(String method, Map<String, ?> parameters) throws Exception {
    return ask(session, method, parameters);
  }

  private JsonObject ask(String of, String method, Map<String, ?> parameters) throws Exception {
    int number = ++sent;
    JsonObject message = new JsonObject();
    message.addProperty("id", number);
    message.addProperty("method", method);
    message.add("params", new Gson().toJsonTree(parameters));
    if (!of.isEmpty()) {
      message.addProperty("sessionId", of);
    }
    socket.sendText(message.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    while (true) {
      JsonObject answer = next();
      if (!answer.has("id")) {
        events.add(answer);
      } else if (answer.get("id").getAsInt() == number) {
        if (answer.has("error")) {
          throw new IllegalStateException(method + ": " + answer.get("error"));
        }
        return answer.getAsJsonObject("result");
      }
    }
  }

  private JsonObject next() throws Exception {
    JsonObject message = incoming.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new IOException("the browser said nothing for " + PATIENCE_SECONDS + " s");
    }
    return message;
  }

  private static boolean isNamed(JsonObject event, String name) {
    return event.get("method").getAsString().equals(name);
  }

  /** It writes its port and path down when it listens. */
  private URI address(Path folder) throws Exception {
    Path file = folder.resolve("DevToolsActivePort");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline && process.isAlive()) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() == 2) {
        return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new IOException("the browser did not start");
  }

  /** Puts messages together from their parts. */
  private record Listener(BlockingQueue<JsonObject> messages, StringBuilder parts)
      implements WebSocket.Listener {
    Listener(BlockingQueue<JsonObject> messages) {
      this(messages, new StringBuilder());
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        messages.add(new Gson().fromJson(parts.toString(), JsonObject.class));
        parts.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
