'use strict';
const all = [...document.querySelectorAll('details')];
const button = document.getElementById('expand');

function label() {
  button.textContent = all.every((one) => one.open) ? 'Collapse everything' : 'Expand everything';
}

button.hidden = all.length === 0;
button.addEventListener('click', () => {
  const open = !all.every((one) => one.open);
  for (const one of all) one.open = open;
  label();
});
document.addEventListener('toggle', label, true);
label();

// Paper cannot be clicked on.
let closed = [];
addEventListener('beforeprint', () => {
  closed = all.filter((one) => !one.open);
  for (const one of closed) one.open = true;
});
addEventListener('afterprint', () => {
  for (const one of closed) one.open = false;
});

for (const input of document.querySelectorAll('[data-filters]')) {
  const section = document.getElementById(input.dataset.filters);
  const output = section.querySelector('output');
  const findings = [...section.querySelectorAll('.finding')];
  input.closest('.filter').hidden = false;
  input.addEventListener('input', () => {
    const wanted = input.value.trim().toLowerCase();
    let shown = 0;
    for (const finding of findings) {
      const name = finding.querySelector('.name').textContent.toLowerCase();
      finding.hidden = !name.includes(wanted);
      if (!finding.hidden) shown++;
    }
    for (const group of section.querySelectorAll('.group')) {
      group.hidden = !group.querySelector('.finding:not([hidden])');
      const kind = group.querySelector('.kind');
      if (kind) kind.open = wanted !== '' && !group.hidden;
    }
    output.textContent = wanted ? `${shown} of ${findings.length}` : '';
  });
}
