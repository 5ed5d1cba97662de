// First in the head of a page: applies the visitor's decision to what scripts store and load.
// $DATA is described in GuardScript, the decision's form in ConsentCookie.
(() => {
  const [months, days, undeclaredCookies, undeclaredHosts, services, cookies, local, session, urls] = $DATA;
  const here = document.currentScript, base = here.src.replace(/assets\/[^]*/, '');

  let jar, made, open, holdsName, holdsLocal, holdsSession, holdsUrl, closes, suspicious, hosts;
  const whole = pattern => RegExp('^(' + pattern + ')$');
  // once when the page begins, and again when the visitor has decided
  here.decide = () => {
    // of several consent cookies, any may have been planted
    jar = document.cookie.split('; ');
    const [value, another] = jar.filter(pair => /^consent=/.test(pair));
    const fields = /^consent=v1\.(....)(..)(..)T(..)(..)(..)Z\.[\w-]+\.[\w-]+\.([+~a-z\d-]*)\.(([\w-]{3})*)$/.exec(another ? '' : value);
    let choices = [], marks;
    made = false;
    if (fields) {
      const [y, m, d, ...time] = fields.slice(1, 7).map(Number), now = Date.now();
      const after = (months, days) => Date.UTC(y, m - 1 + months, d + days, ...time);
      choices = fields[7].split(/(?=[+~])/);
      marks = fields[8].match(/.../g);
      made = after(0, 0) < now + 936e5 && after(months, days) > now
        && new Set(choices.map(choice => choice.slice(1))).size == choices.length;
    }
    open = services.map(([id, mark, category]) => !id || made && (!mark
      || marks?.includes(mark) && (choices.includes('+' + id)
        || choices.includes('+' + category) && !choices.includes('~' + id))));

    // tells what is held back; nothing is as soon as one service that declares it is open
    const patterns = (rules, wanted) => rules.filter(([, ...by]) => by.some(i => open[i]) == wanted)
      .map(([pattern]) => pattern).concat('(?!)').join('|');
    const holder = rules => {
      const opened = whole(patterns(rules, true)), closed = whole(patterns(rules, false));
      return (text, undeclared) => !opened.test(text) && (undeclared || closed.test(text));
    };
    [holdsName, holdsLocal, holdsSession, holdsUrl] = [cookies, local, session, urls].map(holder);
    // for page.js and shared.js
    here.consent = [services, open, made, marks, patterns(urls, true)];

    // what is held back mentions a declared name, or hides it
    const closed = patterns(urls, false);
    closes = whole(closed);
    suspicious = RegExp(undeclaredHosts ? '' : (closed.match(/[\w-]+(\\\.[\w-]+)+|[\w-]{5,}/g) || ['(?!)']).join('|').toLowerCase()
      + (closed[4] ? '|[%\\\\\t]|[^\n -~]|&(?!amp;)' : ''));
    hosts = {};
  };
  here.decide();

  const holdsCookie = name => holdsName(name, undeclaredCookies);
  const holdsPair = text => holdsCookie(/^[\s=]*([^=;]*)/.exec(text)[1].trim());

  const suspects = (address, script) => {
    const text = ('' + address).replace(/\s/g, '').toLowerCase(), [host] = /^(\w*:)?[\\/]{2}[^\\/?#]*/.exec(text) || [];
    return script ? suspicious.test(text) : host ? hosts[host] ??= suspicious.test(host) : /^(?!data|blob)\w*:/.test(text) && suspicious.test(text);
  };
  const blame = text => services[Math.min(...urls.flatMap(([pattern, ...by]) => whole(pattern).test(text) ? by.filter(i => !open[i]) : []))]?.[0];
  const judge = (address, script) => {
    try {
      if (suspects(address, script)) {
        const url = new URL(address, document.baseURI), host = url.hostname.replace(/\.$/, '');
        const text = (script ? '!' : '') + host + url.pathname;
        const foreign = !('.' + host).endsWith('.' + location.hostname.replace(/^www\./, ''));
        return host && holdsUrl(text, undeclaredHosts > 1 && foreign) && {service: blame(text), url};
      }
    } catch {
      // nothing would be loaded
    }
  };

  const kinds = 'script|iframe|img|link|video|audio|source|track|embed|object|input';
  const attributes = 'src srcset href data poster imageSrcset';
  const loads = RegExp('^(' + kinds + '|image|use|feImage) (' + attributes.replace(/ /g, '|') + ')$', 'i');
  const set = (element, name, value) => value && element.setAttribute('data-consent-' + name, value);
  const silence = (script, service) => {
    set(script, 'type', script.type);
    set(script, 'service', service);
    script.type = 'text/plain';
  };
  const hold = (element, attribute, value) => {
    const name = attribute.replace('xlink:', '').toLowerCase(), kind = element.localName;
    const [verdict] = loads.test(kind + ' ' + name) && (kind != 'link' || /^$|sheet|icon|load|pre|man/i.test(element.rel)) && !element.hasAttribute('data-consent-skip')
      ? (/set/.test(name) ? value.split(/[\s,]+/) : [value]).map(address => judge(address, /script|link/.test(kind))).filter(Boolean) : [];
    if (verdict) {
      const {service, url} = verdict;
      element.removeAttribute(attribute);
      set(element, attribute, value);
      set(element, 'service', service);
      if (kind == 'script') {
        silence(element);
      }
      if (kind == 'iframe') {
        // what the frame may do is for the content, not for what stands in for it
        if (element.allow) {
          set(element, 'allow', element.allow);
          element.allow = element.allow.replace(/(^|;)\s*[\w-]+(?=\s*(;|$))/g, '$& ' + url.origin).replace(/'src'/g, url.origin);
        }
        element.src = service ? base + 'embed?' + new URLSearchParams({service, url, return: location.pathname + location.search}) : 'about:blank';
      }
    }
    return verdict;
  };
  const holdText = (script, text) => script.localName == 'script' && !script.src
    && /^$|module|script/i.test(script.type) && closes.test(text) && silence(script, blame(text));

  // HTML as text: each tag that may load something is read where nothing loads
  let policy, quiet;
  const trust = html => self.trustedTypes
    ? (policy ||= trustedTypes.createPolicy('consent4j-guard', {createHTML: html => html})).createHTML(html) : html;
  const clean = given => {
    const html = '' + given;
    const text = quiet ? html : html.replace(RegExp('<(' + kinds + `)(?=[\\s/>])([^>=]|=\\s*("[^"]*"|'[^']*'|(?!["'\\s])))*>`, 'gi'), (tag, kind, a, b, at) => {
      if (/script/i.test(kind) || /:|[\\/]{2}|&(?!amp;)/.test(tag) && suspicious.test(tag.toLowerCase())) {
        const box = document.createElement('template'), trusted = trust(tag);
        quiet = true;
        box.innerHTML = trusted;
        quiet = false;
        const element = box.content.firstChild;
        for (const {name, value} of [...element.attributes]) {
          if (name == 'srcdoc') {
            element.srcdoc = trust(value);
          }
          hold(element, name, value);
        }
        holdText(element, '<' + html.slice(at + tag.length).split(/<\/script/i)[0]);
        tag = element.outerHTML.replace(/<\/[^<]*$/, '');
      }
      return tag;
    });
    return text == html ? given : given.at ? text : trust(text);
  };

  // every realm that scripts of the page can reach
  const guarded = new WeakSet();
  const guard = view => {
    try {
      const w = view.defaultView || view;
      if (!guarded.has(w.Document)) {
        guarded.add(w.Document);
        guardRealm(w);
      }
    } catch {
      // another site's frame, or none
    }
    return view;
  };
  const guardRealm = w => {
    const owners = new Set([w]);
    [...kinds.split('|').map(kind => w.document.createElement(kind)),
      ...'Document ShadowRoot Text Range DOMParser CookieStore Storage XMLHttpRequest Navigator'.split(' ').map(name => w[name]?.prototype)]
      .forEach(owner => {
        for (; owner; owner = Object.getPrototypeOf(owner)) {
          owners.add(owner);
        }
      });
    let last;
    const look = result => {
      for (let i = last == (last = w[w.length - 1]) ? 0 : w.length; i--;) {
        guard(w[i]);
      }
      return result;
    };
    const change = (names, before, after = look) => names.split(' ').forEach(name => owners.forEach(owner => {
      const property = Object.getOwnPropertyDescriptor(owner, name);
      for (const key in property) {
        const old = property[key];
        if (old?.call) {
          property[key] = function (...given) {
            const passed = before(given, this, name);
            return passed ? after(old.apply(this, passed)) : Promise.resolve();
          };
          Object.defineProperty(owner, name, property);
        }
      }
    }));
    const same = given => given;
    const html = given => given.map(clean);
    change('innerHTML outerHTML srcdoc insertAdjacentHTML setHTMLUnsafe setHTML createContextualFragment parseFromString', html);
    change('write writeln', given => html(given[1] ? [given.join('')] : given));
    change(attributes + ' setAttribute setAttributeNS', (given, element, property) => {
      const name = given.at(-2) ?? property;
      return !/^(xlink:)?(src|srcset|srcdoc|href|data|poster|imagesrcset)$/i.test(name) ? given
        : /doc/i.test(name) ? html(given) : !hold(element, name, '' + given.at(-1)) && given;
    }, same);
    let deep;
    change('appendChild insertBefore replaceChild append prepend replaceChildren before after replaceWith insertAdjacentElement insertNode', given => {
      deep = false;
      for (const node of given) {
        if (node?.localName || node?.firstChild) {
          deep ||= node.localName == 'iframe' || node.firstElementChild;
          holdText(node, '<' + node.text);
        }
      }
      return given;
    }, result => deep ? look(result) : result);
    change('contentWindow contentDocument', same, guard);

    // a cookie that is held back is deleted instead
    change('cookie', given => given.map(text => holdsPair(text) ? ('' + text).replace(/[\0-\x1f]/g, '') + ';max-age=0' : text),
      text => text?.split('; ').filter(pair => !holdsPair(pair)).join('; '));
    const shown = cookie => cookie && !holdsCookie(cookie.name);
    change('set', given => !holdsCookie(given[0]?.name ?? given[0]) && given);
    change('get getAll', same, async found => (found = await found)?.map ? found.filter(shown) : shown(found) ? found : null);
    change('setItem', (given, store) => !(store == w.localStorage ? holdsLocal : holdsSession)(given[0]) && given);

    // nobody answers at that address
    const divert = at => given => {
      if (judge(given[at]?.url || given[at])) {
        given[at] = 'https://localhost:9';
      }
      return given;
    };
    change('open', divert(1));
    change('fetch sendBeacon', divert(0));
    ['WebSocket', 'EventSource', 'Audio'].forEach(name => {
      w[name] = new Proxy(w[name], {
        construct: (type, given, as) => Reflect.construct(type, divert(0)(given), as)
      });
    });
  };
  guard(self);

  // what was refused later goes, whatever path and domain it has: the write of a cookie that is held back deletes it
  made && jar.filter(holdsPair).forEach(pair => (location.pathname + '/').split(/(?=\/)/).reduce((path, part) => {
    for (let domain = location.hostname; domain; domain = domain.replace(/^[^.]*\.?/, '')) {
      for (const end of ['', '/', '/;domain=' + domain, ';domain=' + domain]) {
        document.cookie = pair + ';path=' + path + end;
      }
    }
    return path + part;
  }, ''));
  made && [['localStorage', holdsLocal], ['sessionStorage', holdsSession]].forEach(([store, holds]) => {
    try {
      Object.keys(self[store]).forEach(key => holds(key) && self[store].removeItem(key));
    } catch {
      // a browser that keeps nothing has nothing to remove
    }
  });
})();
