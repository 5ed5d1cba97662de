// First in the head of a page: applies the visitor's decision to what scripts store and load.
// Written to be small. $DATA is described in GuardScript.
((services, urls, texts, cookies, keys) => {
  const here = document.currentScript, embed = new URL('../../embed?', here.src);
  const same = given => given;
  // page.js has the rules anew when the visitor has decided
  here.adopt = rules => [services, urls, texts, cookies, keys] = rules;

  // what a rule finds, and on behalf of which service: each has a group in it
  const find = (found, values = services) => found && [values[found.findLastIndex(same)]];

  // the URL that was read last, and the last frame that was seen
  let url, last, policy, quiet;
  const read = address => {
    try {
      return (url = new URL(address, document.baseURI)).origin + url.pathname;
    } catch {
      // nothing would be loaded
    }
  };

  // hosts are read once: simply written addresses on those that have no rules cost no more
  const hosts = {};
  const suspect = start => hosts[start] ?? (hosts[start] = urls.test(read(start) + '\0') ? start : '');
  const judge = (address, script) => {
    const simple = !script && /^((https?:)?\/\/[\w.-]+\/|data:)|^\/?[\w.-]+(?![^\/?#])/.exec(address);
    return simple && !suspect(simple[1] ?? '/') ? 0 : find(urls.exec(read(address)));
  };

  // elements are left as the server would have sent them
  const set = (element, name, value) => value && element.setAttribute('data-consent-' + name, value);
  const mark = (element, service, attribute, value) => {
    set(element, attribute, value);
    set(element, 'service', service);
    if (element.localName == 'script') {
      set(element, 'type', element.type);
      element.type = 'text/plain';
    }
  };
  const loading = /^(xlink:|image)?(href|src(set)?|data|poster)$/i;
  const hold = (element, attribute, value) => {
    const localName = element.localName;
    for (const address of localName && !/^a(rea)?$|bas|-/.test(localName) ? /t$/i.test(attribute) ? ('' + value).split(/[\s,]+/) : [value] : []) {
      const allow = element.allow;
      const held = judge(address, 'type' in element);
      if (held && !element.hasAttribute('data-consent-skip')) {
        const [service] = held;
        element.removeAttribute(attribute);
        mark(element, service, attribute, value);
        if (localName == 'iframe' && !/^consent4j-/.test(element.name)) {
          // what browsers remember of a frame by its name is not for what stands in for it
          set(element, 'name', element.name);
          element.name = 'consent4j-' + Math.random();
        }
        if (service && localName == 'iframe') {
          // what the frame may do is for the content, not for what stands in for it
          set(element, 'allow', allow);
          allow && (element.allow = allow.replace(/(^|;)\s*[\w-]+\s*(?![^;])/g, '$& ' + url.origin).replace(/'src'/g, url.origin));
          element.src = embed + new URLSearchParams({service, url, return: location});
        }
        return 1;
      }
    }
  };
  const holdText = (node, text) => {
    if (node?.localName == 'script' && !node.src && /^$|mod|scr/i.test(node.type)) {
      const held = find(texts.exec(text?.split(/<\/script/i)[0]));
      held && mark(node, held[0]);
    }
    return node;
  };

  // HTML as text: a tag that may name a host with rules is read where nothing loads
  const trust = html => (policy ||= self.trustedTypes?.createPolicy('consent4j-guard', {createHTML: same}))?.createHTML(html) ?? html;
  const clean = given => {
    const html = '' + given;
    const text = quiet ? html : html.replace(/<\w([^>=]|=\s*("[^"]*"|'[^']*'|(?!["'\s])))*>/g, (tag, a, b, at) => {
      if (/<scr|[ps]\s*:|\\|\/\s*\/|&(?!am)/i.test(tag.replace(/(https?:)?\/\/[\w.-]+\//g, suspect))) {
        const box = document.createElement('template'), trusted = trust(tag);
        quiet = 1;
        box.innerHTML = trusted;
        quiet = 0;
        const element = box.content.firstChild, before = box.innerHTML;
        for (const {name, value} of [...element?.attributes || '']) {
          if (name == 'srcdoc') {
            element.srcdoc = trust(value);
          }
          loading.test(name) && hold(element, name, value);
        }
        holdText(element, html.slice(at + tag.length));
        return box.innerHTML == before ? tag : box.innerHTML.replace(/<\/[^<]*$/, '');
      }
      return tag;
    });
    return text == html ? given : given.at ? text : trust(text);
  };

  const html = given => given.map(clean);
  const shown = cookie => !cookies.test(cookie?.name ?? cookie);
  const divert = (given, at) => {
    if (judge(given[at]?.url || given[at])) {
      // nobody answers there
      given[at] = '//a:9';
    }
    return given;
  };

  // what scripts call: what they give is changed or, when nothing is left of it, not taken; at last, who has it
  const names = /^(?:..+(TML|alF|seFr)|(wr)|(setA|imag|data$|poste|href|src)|(bef|rep|a[fp]|prep|ins)|(content.)|(cookie$)|([gs]et$)|(getAll$)|(setIt)|(open$)|(sendB|fet|EventS|WebS|Audio$)|(XML|Coo|Node$|Sto|Navigator|Element$|Sh|Doc|IDBF|Ra|Ch|DOMP|HTML(?!Ta|[A-DHPQU]))).*/gm;

  // every realm that scripts of the page can reach
  const guard = view => {
    try {
      const w = view.defaultView || view;
      if (w.Object.consent ^ (w.Object.consent = 1)) {
        // as the names have groups
        const rules = [,
          [given => given.map(clean)],
          [given => html(given[1] ? [given.join('')] : given)],
          [(given, element, name) =>
            given[0] && loading.test(name = given.at(-2) ?? name) && hold(element, name, given.at(-1)) ? 0 : /doc/i.test(name) ? html(given) : given, same],
          [given => given.map(node => holdText(node, node?.text))],
          [same, guard],
          // a cookie that is held back is deleted instead
          [given => given.map(text => shown(text) ? text : ('' + text).replace(/\s/g, '') + ';max-age=0'),
            text => text?.split('; ').filter(shown).join('; ')],
          [given => shown(given[0]) && given],
          [same, found => found.then(cookies => cookies.filter(shown))],
          [given => !keys.test(given[0]) && given],
          [given => !keys.test(given[0]) && divert(given, 1)],
          [given => divert(given, 0)]
        ];
        // frames come by markup, with what holds them, or by themselves; the last one changes with each
        const look = (result, given) => {
          for (let i = given.some(node => node?.firstChild || node?.getSVGDocument || node?.at)
              && last != (last = w[w.length - 1]) && w.length; i--;) {
            guard(w[i]);
          }
          return result;
        };
        const patch = (owner, property) => {
          // by name: to look at all that a window has would make it all, and that takes longest, as do searches by the thousand
          for (const found of Object.getOwnPropertyNames(owner).join('\n').matchAll(names)) {
            const [name] = found, [[before, after = look] = rules] = find(found, rules);
            for (const key in property = before ? Object.getOwnPropertyDescriptor(owner, name) : patch(w[name].prototype)) {
              const old = property[key];
              if (old?.call) {
                // with the constants of constructors
                Object.defineProperties(property[key] = function (...given) {
                  return !(given = before(given, this, name)) ? Promise.resolve()
                    : new.target ? Reflect.construct(old, given, new.target) : after(old.apply(this, given), given);
                }, Object.getOwnPropertyDescriptors(old));
                Object.defineProperty(owner, name, property);
              }
            }
          }
        };
        patch(w);
        patch(w.Document);
      }
    } catch {
      // another site's frame, or none
    }
    return view;
  };
  guard(self);
})($DATA);
