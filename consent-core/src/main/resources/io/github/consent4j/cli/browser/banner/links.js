/* Finds the links to imprint and privacy policy. It scrolls, and back. */
() => {
  // A link at the foot counts as reachable if it can be scrolled to where nothing covers it.
  const reachable = e => {
    if (!visible(e)) {
      return false;
    }
    const [x, y] = [scrollX, scrollY];
    const free = ['center', 'start', 'end'].some(block => {
      e.scrollIntoView({block, behavior: 'instant'});
      return hit(e);
    });
    scrollTo({left: x, top: y, behavior: 'instant'});
    return free;
  };
  const links = everything(document).filter(e => e.matches('a[href], button, [role=link]'));
  const link = words => {
    const some = links.filter(e => words.test(label(e)) || words.test(e.getAttribute('href') || ''));
    const good = some.find(reachable);
    return {label: good || some[0] ? label(good || some[0]) : '', there: some.length > 0, reachable: !!good};
  };
  return {imprint: link(pattern.imprint), privacy: link(pattern.privacy)};
}
