// In a page that everybody shares, the browser knows the decision and the server does not. This
// script makes the rules of this visitor from all rules. $ALL and $PAIR are described in
// GuardScript, the cookie in ConsentCookie.
((months, days, services, cookies, keys, urls, texts) => {
  // Of several cookies, the first one with a valid format counts: browsers list those with longer
  // paths first.
  const jar = document.cookie, fields = jar.match(/(?:^|; )$PAIR(?![^;])/);
  let choices = [], marks, made;
  if (fields) {
    const [y, m, d, ...time] = fields.slice(1, 7).map(Number), now = Date.now();
    choices = fields[9].split(/(?=[+~])/);
    marks = fields[10].match(/.../g) ?? [];
    made = Date.UTC(y, m - 1, d, ...time) <= now + 936e5 && Date.UTC(y, m - 1 + months, d + days, ...time) > now
      && new Set(choices.map(choice => choice.slice(1))).size == choices.length;
  }
  // The rules for content that is shown once are lifted until the page is left.
  const {$ONCE_KEY: once = ''} = document.currentScript.dataset, shown = once.split(' ');
  const open = services.map(([id, mark, category]) => !id || shown.includes(id) || made && (!mark
    || marks?.includes(mark) && (choices.includes('+' + id)
      || choices.includes('+' + category) && !choices.includes('~' + id))));

  // There is one group for each blocked service. It contains what this service declares and no
  // allowed service does.
  const held = services.flatMap((service, i) => open[i] ? [] : i);
  const any = patterns => patterns.join('|') || '[]';
  const opened = groups => groups.flatMap(([pattern, ...by]) => by.some(i => open[i]) ? pattern.replace(/\\0\|/g, '') : []);
  const rule = ([before, between, after, ...groups]) => {
    const closed = held.map(i => '(' + any(groups.flatMap(([pattern, ...by]) =>
      by[0] == i && !by.some(i => open[i]) ? pattern : [])) + ')');
    return RegExp(before + any(opened(groups)) + between + any(closed) + after);
  };
  const rules = [cookies, keys, urls, texts].map(rule), [heldCookies, heldKeys] = rules;

  // Refused items are deleted, whatever their path and domain are. In other pages the server
  // deletes cookies.
  if (made) {
    $SWEEP(heldKeys);
    jar.split('; ').filter(pair => heldCookies.test(pair)).forEach(pair => (location.pathname + '/').split(/(?=\/)/).reduce((path, part) => {
      for (let domain = location.hostname; domain; domain = domain.replace(/^[^.]*\.?/, '')) {
        for (const end of ['', '/', '/;domain=' + domain, ';domain=' + domain]) {
          document.cookie = pair + ';max-age=0;path=' + path + end;
        }
      }
      return path + part;
    }, ''));
  }
  const isAllowed = id => services.every(([own, , category], i) => own != id && category != id || open[i]);
  const allowed = [...new Set(services.flatMap(([id, , category]) => [id, category]))].filter(id => id && isAllowed(id));
  // This is for page.js, signals.js and shared.js.
  document.currentScript.consent = [services, open, made, marks, '^\\w+://(' + any(opened(urls.slice(3))) + ')', allowed];
  return [['', ...held.map(i => services[i][0])], rules[2], rules[3], heldCookies, heldKeys];
})($ALL);
