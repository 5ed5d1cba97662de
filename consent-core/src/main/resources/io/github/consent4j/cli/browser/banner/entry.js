/* Finds what leads back to the decision, and what lies over the page. It changes nothing. */
() => {
  const entries = everything(document).filter(e => e.matches('a[href], button, [role=button], summary, area, [onclick], [tabindex]'))
    .filter(e => pattern.entry.test(label(e)) || pattern.entryMark.test([e.id, e.getAttribute('class'), e.getAttribute('href')].join(' ')))
    .filter(visible)
    .map(e => ({label: label(e) || e.id || e.localName, width: e.getBoundingClientRect().width, height: e.getBoundingClientRect().height,
      inline: getComputedStyle(e).display == 'inline'}));

  const middle = deepest(innerWidth / 2, innerHeight / 2);
  const over = middle && line(middle).find(e => {
    const {width, height} = e.getBoundingClientRect();
    return e != document.body && e != document.documentElement && getComputedStyle(e).position == 'fixed'
      && width * height > innerWidth * innerHeight / 2;
  });
  const text = document.body.innerText.trim().length;
  return {
    entries, text,
    covered: over ? over.localName + (over.id ? '#' + over.id : '') : '',
    inert: !!document.querySelector('main[inert], body[inert]') || !!document.querySelector(':modal'),
  };
}
