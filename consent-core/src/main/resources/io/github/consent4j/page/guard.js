// First in the head of a page: applies the visitor's decision to what scripts store.
// $DATA is described in GuardScript, the decision's form in ConsentCookie.
(() => {
  const [months, days, holdsUndeclared, services, cookies, local, session] = $DATA;
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  const value = (/(?:^|; )consent=([^;]*)/.exec(cookie.get.call(document)) || [])[1];
  const fields = /^v1\.(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(?:\.[\w-]{1,32}){2}\.((?:[+~][a-z\d][a-z\d-]{0,63}){0,64})\.((?:[\w-]{3}){0,256})$/.exec(value);
  let choices = [], marks = [], made;
  if (fields && value.length < 2049) {
    const [, y, m, d, h, min, s] = fields.map(Number), now = Date.now();
    const end = (month, day) => Date.UTC(y, month, day, h, min, s);
    const month = m - 1 + months;
    const renewal = end(month, Math.min(d, new Date(end(month + 1, 0)).getUTCDate()) + days);
    choices = fields[7].split(/(?=[+~])/);
    marks = fields[8].match(/.../g) || [];
    made = now < renewal && end(m - 1, d) < now + 936e5
      && new Set(choices.map(choice => choice.slice(1))).size == choices.length;
  }
  const isOpen = service => service === 1 || made && (service === 2 || marks.includes(service[2])
    && (choices.includes('+' + service[1])
      || choices.includes('+' + service[0]) && !choices.includes('~' + service[1])));
  const open = services.map(isOpen);
  const holds = (rules, undeclared) => {
    const names = wanted => RegExp('^(?:' + rules
      .filter(([, by]) => (!by.length || by.some(i => open[i])) == wanted)
      .map(([pattern]) => pattern).concat('(?!)').join('|') + ')$');
    const opened = names(true), closed = names(false);
    return name => !opened.test(name) && (undeclared || closed.test(name));
  };
  const holdsCookie = holds(cookies, holdsUndeclared);
  const nameOf = text => (/^([^=;]*)=/.exec(text) || ['', ''])[1].trim();
  Object.defineProperty(Document.prototype, 'cookie', {
    configurable: true,
    enumerable: true,
    get() {
      return cookie.get.call(this).split('; ').filter(pair => !holdsCookie(nameOf(pair))).join('; ');
    },
    set(text) {
      holdsCookie(nameOf(text)) || cookie.set.call(this, text);
    }
  });
  if (self.CookieStore) {
    const set = CookieStore.prototype.set;
    CookieStore.prototype.set = function (name) {
      return holdsCookie(String(name && name.name || name)) ? Promise.resolve() : set.apply(this, arguments);
    };
  }
  if (made) {
    for (const [store, rules] of [['localStorage', local], ['sessionStorage', session]]) {
      try {
        Object.keys(self[store]).filter(holds(rules)).forEach(key => self[store].removeItem(key));
      } catch {
        // a browser that keeps nothing has nothing to remove
      }
    }
  }
})();
