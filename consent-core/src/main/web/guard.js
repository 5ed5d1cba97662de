// First in the head of a page: applies the visitor's decision to what scripts store and load.
// Written to be small. $DATA is described in GuardScript.
((services, urls, texts, cookies, keys) => {
  const here = document.currentScript, embed = new URL('../../embed?', here.src);
  const same = given => given;
  // page.js has the rules anew when the visitor has decided
  here.adopt = rules => [services, urls, texts, cookies, keys] = rules;

  // what a rule finds, and on behalf of which service: each has a group in it
  const find = (rule, text) => (text = rule.exec(text)) && [services[text.findLastIndex(same)]];

  // the URL that was read last
  let url;
  const read = address => {
    try {
      url = new URL(address, document.baseURI);
      return url.origin + url.pathname;
    } catch {
      // nothing would be loaded
    }
  };

  // hosts are read once: simply written addresses on those that have no rules cost no more
  const hosts = {};
  const suspect = start => hosts[start] ??= urls.test(read(start) + '\0') ? start : '';
  const judge = (address, script) => {
    const simple = !script && /^((https?:)?\/\/[\w.-]+\/|data:)|^\/?[\w.-]+(?![^\/?#])/.exec(address);
    return (!simple || suspect(simple[1] || '/')) && find(urls, read(address));
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
  const loading = /^(xlink:|image)?(src\w*|href|data|poster|setAttr.*)$/i;
  const hold = (element, attribute, value) => {
    for (const address of loading.test(attribute) ? ('' + value).split(/t$/i.test(attribute) ? /[\s,]+/ : '\0') : []) {
      const localName = element.localName, allow = element.allow;
      const held = judge(address, 'type' in element);
      if (held && !/^a(rea)?$|bas|-/.test(localName) && !element.hasAttribute('data-consent-skip')) {
        const [service] = held;
        element.removeAttribute(attribute);
        mark(element, service, attribute, value);
        if (service && localName == 'iframe') {
          // what the frame may do is for the content, not for what stands in for it
          set(element, 'allow', allow);
          allow && (element.allow = allow.replace(/(^|;)\s*[\w-]+\s*(?![^;])/g, '$& ' + url.origin).replace(/'src'/g, url.origin));
          element.src = embed + new URLSearchParams({service, url, return: location.pathname + location.search});
        }
        return 1;
      }
    }
  };
  const holdText = (node, text) => {
    if (node?.localName == 'script' && !node.src && /^$|mod|scr/i.test(node.type)) {
      const held = find(texts, text.split(/<\/script/i)[0]);
      held && mark(node, held[0]);
    }
    return node;
  };

  // HTML as text: a tag that may name a host with rules is read where nothing loads
  let policy, quiet;
  const trust = html => (policy ||= self.trustedTypes?.createPolicy('consent4j-guard', {createHTML: same}))?.createHTML(html) ?? html;
  const clean = given => {
    const html = '' + given;
    const text = quiet ? html : html.replace(/<\w([^>=]|=\s*("[^"]*"|'[^']*'|(?!["'\s])))*>/g, (tag, a, b, at) => {
      if (/<scr|[ps]\s*:|\\|\/\s*\/|&(?!am)/i.test(tag.replace(/(https?:)?\/\/[\w.-]+\//g, suspect))) {
        const box = document.createElement('template'), trusted = trust(tag);
        quiet = true;
        box.innerHTML = trusted;
        quiet = false;
        const element = box.content.firstChild, before = box.innerHTML;
        for (const {name, value} of [...element?.attributes || '']) {
          if (name == 'srcdoc') {
            element.srcdoc = trust(value);
          }
          hold(element, name, value);
        }
        holdText(element, html.slice(at + tag.length));
        return box.innerHTML == before ? tag : box.innerHTML.replace(/<\/[^<]*$/, '');
      }
      return tag;
    });
    return text == html ? given : given.at ? text : trust(text);
  };

  // rules for what scripts call: what they give is changed or, when nothing is left of it, not taken
  const html = given => given.map(clean);
  const shown = cookie => !cookies.test(cookie?.name ?? cookie);
  const divert = at => given => {
    if (judge(given[at]?.url || given[at])) {
      // nobody answers there
      given[at] = 'https://a:9';
    }
    return given;
  };

  // every realm that scripts of the page can reach
  const guard = view => {
    try {
      const w = view.defaultView || view;
      if (!w.Document.consent) {
        w.Document.consent = true;
        let last;
        const rules = [
          [/HTML(Unsafe)?$|eCont|seFr/, html],
          [/^wri/, given => html(given[1] ? [given.join('')] : given)],
          [loading, (given, element, property) => {
            const name = given.at(-2) ?? property;
            return /doc/i.test(name) ? html(given) : !hold(element, name, given.at(-1)) && given;
          }, same],
          [/^(app|pre|ins|rep|aft|bef)/, given => given.map(node => node?.text ? holdText(node, node.text) : node)],
          [/^content./, same, guard],
          // a cookie that is held back is deleted instead
          [/^cookie$/, given => given.map(text => shown(text) ? text : ('' + text).replace(/\s/g, '') + ';max-age=0'),
            text => text?.split('; ').filter(shown).join('; ')],
          [/^[gs]et$/, given => shown(given[0]) && given],
          [/^getAll$/, same, found => found.then(cookies => cookies.filter(shown))],
          [/^setIt|^open$/, given => !keys.test(given[0]) && given],
          [/^open$/, divert(1)],
          [/^(fet|sendB|Audio$)|[bt]So/, divert(0)]
        ];
        const patch = owner => {
          // by name: to look at all that a window has would make it all, and that takes longest
          for (const name of Object.getOwnPropertyNames(owner)) {
            for (const [names, before, after = result => {
              // the last frame changes with every frame that comes or goes
              for (let i = last == (last = w[w.length - 1]) ? 0 : w.length; i--;) {
                guard(w[i]);
              }
              return result;
            }] of rules) {
              if (names.test(name)) {
                const property = Object.getOwnPropertyDescriptor(owner, name);
                for (const key in property) {
                  const old = property[key];
                  if (old?.call) {
                    // with the constants of constructors
                    Object.setPrototypeOf(property[key] = function (...given) {
                      return !(given = before(given, this, name)) ? Promise.resolve()
                        : new.target ? Reflect.construct(old, given, new.target) : after(old.apply(this, given));
                    }, old).prototype = old.prototype;
                    Object.defineProperty(owner, name, property);
                  }
                }
              }
            }
            owner == w && /^(HTML([EIMOSV]|Li|Tr)|Doc|Sh|El|Node$|Ch|Ran|DOMP|Coo|Sto|IDBF|XMLH|Nav)/.test(name) && patch(w[name].prototype);
          }
        };
        patch(w);
      }
    } catch {
      // another site's frame, or none
    }
    return view;
  };
  guard(self);
})($DATA);
