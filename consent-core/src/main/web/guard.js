// First in the head of a page: applies the visitor's decision to what scripts store.
// $DATA is described in GuardScript, the decision's form in ConsentCookie.
(() => {
  const [months, days, holdsUndeclared, services, cookies, local, session] = $DATA;
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');

  // of several consent cookies, any may have been planted
  const [value, another] = cookie.get.call(document).split('; ').filter(pair => /^consent=/.test(pair));
  const fields = /^consent=v1\.(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.[\w-]+\.[\w-]+\.([+~a-z\d-]*)\.((?:[\w-]{3})*)$/.exec(another ? '' : value);
  let choices = [], marks = [], made;
  if (fields) {
    const [, y, m, d, h, min, s] = fields.map(Number), now = Date.now();
    const after = (months, days) => Date.UTC(y, m - 1 + months, d + days, h, min, s);
    choices = fields[7].split(/(?=[+~])/);
    marks = fields[8].match(/.../g) || [];
    made = after(0, 0) < now + 936e5 && after(months, days) > now
      && new Set(choices.map(choice => choice.slice(1))).size == choices.length;
  }
  const open = services.map(service => service === 1 || made && (service === 2
    || marks.includes(service[2]) && (choices.includes('+' + service[1])
      || choices.includes('+' + service[0]) && !choices.includes('~' + service[1]))));

  // tells which names are held back; a name is not as soon as one service that declares it is open
  const holds = (rules, undeclared) => {
    const names = wanted => RegExp('^(?:' + rules
      .filter(([, by]) => (!by.length || by.some(i => open[i])) == wanted)
      .map(([pattern]) => pattern).concat('(?!)').join('|') + ')$');
    const opened = names(true), closed = names(false);
    return name => !opened.test(name) && (undeclared || closed.test(name));
  };
  const holdsCookie = holds(cookies, holdsUndeclared);
  const holdsPair = text => holdsCookie(/^[\s=]*([^=;]*)/.exec(text)[1].trim());
  const deletes = text => {
    const age = /;\s*max-age\s*=\s*(-?\d+)/i.exec(text), end = /;\s*expires\s*=([^;]*)/i.exec(text);
    return age ? age[1] <= 0 : end && Date.parse(end[1]) <= Date.now();
  };
  Object.defineProperty(Document.prototype, 'cookie', {
    ...cookie,
    get() {
      return cookie.get.call(this).split('; ').filter(pair => !holdsPair(pair)).join('; ');
    },
    set(text) {
      holdsPair(text) && !deletes(text) || cookie.set.call(this, text);
    }
  });
  if (self.CookieStore) {
    const {set} = CookieStore.prototype;
    CookieStore.prototype.set = function (name) {
      return holdsCookie(name?.name ?? name) ? Promise.resolve() : set.apply(this, arguments);
    };
  }
  made && [['localStorage', local], ['sessionStorage', session]].forEach(([store, rules]) => {
    try {
      Object.keys(self[store]).filter(holds(rules)).forEach(key => self[store].removeItem(key));
    } catch {
      // a browser that keeps nothing has nothing to remove
    }
  });
})();
