package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import pgdump.CopyPart;
import pgdump.Dump;
import pgdump.DumpEntry;
import pgdump.StoredRows;
import process.StoredBytes;

/** A dump whose rows stay where they are reads as one that is read whole. */
class StoredDumpTest {
  private static final String FUNCTION =
      """
      -- Name: f(); Type: FUNCTION; Schema: public; Owner: o
      CREATE FUNCTION public.f() RETURNS void LANGUAGE plpgsql AS $$
      COPY public.t (a) FROM stdin;
      1
      $$;
      """;

  private static final String NAME =
      """
      -- Name: d; Type: DEFAULT; Schema: public; Owner: o
      COMMENT ON COLUMN public.t.a IS 'it''s
      COPY x FROM stdin;
      ';
      """;

  /** pg_dump writes blanks for line ends in a header. */
  private static String rows(String name, String rows) {
    return """
    -- Data for Name: %s; Type: TABLE DATA; Schema: public; Owner: o
    COPY public.%s (a) FROM stdin;
    %s\\.

    """
        .formatted(name.replace('\n', ' '), name, rows);
  }

  private static final String DUMP =
      FUNCTION
          + rows("t", "1\n2\n\\N\nCOPY public.t (a) FROM stdin;\n-- Name: x; Type: TABLE\n'\n")
          + NAME
          + rows("empty", "")
          + rows("\"odd\nname\"", "ä€😀\t\\\\.\n")
          + "-- Name: v; Type: VIEW; Schema: public; Owner: o\nCREATE VIEW public.v AS SELECT 1;\n";

  private static Dump stored(String sql) {
    return Dump.read(StoredBytes.of(sql));
  }

  @Test
  void it_has_the_same_entries() {
    assertEquals(Dump.parse(DUMP), stored(DUMP));
    assertEquals(
        List.of("FUNCTION", "TABLE DATA", "DEFAULT", "TABLE DATA", "TABLE DATA", "VIEW"),
        types(stored(DUMP)).subList(0, 6));
  }

  @Test
  void what_looks_like_rows_in_a_body_is_none() {
    DumpEntry function = stored(DUMP).entries().get(0);
    assertEquals(List.of(), function.rows());
    assertTrue(function.statements().get(0).endsWith("$$;"));
    assertEquals(List.of(), stored(DUMP).entries().get(2).rows());
  }

  @Test
  void rows_are_read_when_they_are_asked_for() {
    List<DumpEntry> data =
        stored(DUMP).entries().stream().filter(entry -> entry.type().equals("TABLE DATA")).toList();
    assertEquals(6, data.get(0).rows().get(0).count());
    assertTrue(data.get(1).rows().get(0).isEmpty());
    assertEquals(
        "1\n2\n\\N\nCOPY public.t (a) FROM stdin;\n-- Name: x; Type: TABLE\n'\n",
        text(data.get(0).rows().get(0).parts(2, 1000)));
    assertEquals("ä€😀\t\\\\.\n", text(data.get(2).rows().get(0).parts(2, 1000)));
  }

  @Test
  void other_rows_are_another_entry() {
    assertEquals(stored(rows("t", "1\n2\n")), stored(rows("t", "1\n2\n")));
    assertTrue(
        !stored(rows("t", "1\n2\n"))
            .entries()
            .get(0)
            .isSameAs(stored(rows("t", "1\n3\n")).entries().get(0)));
  }

  @Test
  void a_part_ends_where_its_characters_are_many() {
    StoredRows rows = StoredRows.of("ääää\n😀😀\nb\nc\n");
    assertEquals(4, rows.parts(10, 4).size() + rows.parts(10, 1000).size());
    assertEquals("ääää\n", rows.parts(10, 4).get(0).read().text());
    assertEquals("😀😀\n", rows.parts(10, 4).get(1).read().text());
  }

  private static String text(List<CopyPart> parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.read().text()));
    return text.toString();
  }

  private static List<String> types(Dump dump) {
    return dump.entries().stream().map(DumpEntry::type).toList();
  }
}
