/* Runs axe-core, which was loaded before, and returns what it finds in the banner. */
async ({accept, reject}) => {
  const frame = banner(accept, reject);
  const {violations} = await axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']});
  // A selector has one part for each document, and a list of parts for each shadow root on the way.
  const find = path => path.flat().reduce((root, selector) => {
    const found = root?.querySelector(selector);
    return found && (found.shadowRoot || found);
  }, document);
  const element = path => {
    const found = find(path);
    return found?.host && !found.matches ? found.host : found;
  };
  return {violations: violations.map(v => ({id: v.id, impact: v.impact || '',
    count: v.nodes.filter(n => { const e = element(n.target); return e && holds(frame, e); }).length})).filter(v => v.count > 0)};
}
