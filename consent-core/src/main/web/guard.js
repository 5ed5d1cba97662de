// First in the head of a page: applies the visitor's decision to what scripts store and load.
// Written to be small. What begins with $ is described in GuardScript and AttributePlaceholders.
((services, urls, texts, cookies, keys) => {
  const here = document.currentScript, embed = new URL('../../embed?', here.src);
  const same = given => given;
  // page.js has the rules anew when the visitor has decided
  here.adopt = rules => [services, urls, texts, cookies, keys] = rules;

  // what a rule finds, and on behalf of which service: each has a group in it
  const group = found => found.findLastIndex(same);
  const find = found => found && [services[group(found)]];

  // the URL that was read last, the last frame that was seen, and what was written of a tag or text that is not complete
  let url, last, policy, quiet, tail = '';
  const read = address => {
    try {
      return (url = new URL(address, document.baseURI)).origin + url.pathname + $QUERY(url);
    } catch {
      // nothing would be loaded
    }
  };

  // hosts are read once: simply written addresses on those that have no rules cost no more
  const hosts = {};
  const suspect = start => hosts[start] ?? (hosts[start] = urls.test(read(start) + '\0') ? start : '');
  const judge = (address, script) => {
    const simple = script ? 0 : /^((https?:)?\/\/[\w.-]+\/|data:)|^\/?[\w.-]+(?![^\/?#])/.exec(address);
    return simple && !suspect(simple[1] ?? '/') ? 0 : find(urls.exec(read(address)));
  };

  // URLs in texts are disarmed as the server does it in styles; what stands behind = is in a tag, or selects
  const disarm = text => text?.at ? text.replace(/(=["']?)?(\w+:)?[\\/]{2}[^\s"'`<>()]+/g, (all, other) => {
    const held = !other && judge(all);
    return held ? 'about:invalid#consent-' + held[0] + ':' + all : all;
  }) : text;
  const tells = text => clean(disarm(text)) == text ? 0 : [];

  // elements are left as the server would have sent them
  const set = (element, name, value) => value && element.setAttribute('$PREFIX' + name, value);
  const mark = (element, service, attribute, value) => {
    set(element, attribute, value);
    set(element, '$SERVICE_END', service);
    if (element.localName == 'script') {
      set(element, 'type', element.type);
      element.type = 'text/plain';
    }
  };
  const loading = /^(\w+:)?($ATTRIBUTES)$/i;
  const hold = (element, attribute, value) => {
    const localName = element.localName;
    for (const address of loading.test(attribute) && localName && !/^a(rea)?$|-/.test(localName) ? ('' + value).split(/t$|^v/i.test(attribute) ? /[\s,;]+/ : /$/) : []) {
      const allow = element.allow;
      const held = judge(address, localName == 'script') || /^\s*(data|java)/i.test(address) && /fra|ob|em/.test(localName) && tells(unescape(address));
      if (held && !element.hasAttribute('$SKIP')) {
        const [service] = held;
        element.removeAttribute(attribute);
        mark(element, service, attribute, value);
        if (localName == 'iframe') {
          // what browsers remember of a frame by its name is not for what stands in for it
          if (!/^consent4j-/.test(element.name)) {
            set(element, 'name', element.name);
            element.name = 'consent4j-' + Math.random();
          }
          // what the frame may do is for the content, not for what stands in for it
          if (allow) {
            set(element, 'allow', allow);
            element.allow = allow.replace(/(^|;)\s*[\w-]+\s*(?![^;])/g, '$& ' + url.origin).replace(/'src'/g, url.origin);
          }
          element.src = embed + new URLSearchParams({service, url, return: location});
        }
        return same;
      }
    }
    return /^srcd/i.test(attribute) ? /<scr/i.test(value) ? trust(here.outerHTML + clean(value), value) : clean(value) : /^sty/i.test(attribute) ? disarm(value) : value;
  };
  const holdText = (node, text) => {
    if (node?.localName == 'script' && !node.src) {
      // those of SVG have none of their own
      text = (text ?? node.textContent).replace(/<\/script[^]*/i, '');
      const held = /^$|mod|scr/i.test(node.type) && find(texts.exec(text))
        || /^spec|import/i.test(node.type + text) && tells(text);
      held && mark(node, held[0]);
    }
    if (node?.localName == 'style' && tells(node.textContent)) {
      node.textContent = disarm(node.textContent);
    }
    return node;
  };

  // HTML as text: a tag that may name a host with rules is read where nothing loads
  const trust = (html, given) => given?.at ? html : (policy ||= self.trustedTypes?.createPolicy('consent4j-guard', {createHTML: same}))?.createHTML(html) ?? html;
  const clean = given => {
    const html = '' + given;
    const text = quiet ? html : html.replace(/<style[^>]*>([^<]|<!)*|<\w([^>=]|=\s*("[^"]*"|'[^']*'|(?!["'\s])))*>/gi, (tag, a, b, c, at) => {
      // what may be a tag in another reading is none
      const inner = tag.slice(1);
      if (clean(inner) != inner) {
        tag = '<' + inner.replace(/</g, '&lt;');
      }
      if (/<scr|[ps]\s*:|\\|\/\s*\/|&(?!a)/i.test(tag.replace(/(https?:)?\/\/[\w.-]+\//g, suspect))) {
        const box = document.createElement('template');
        box.innerHTML = quiet = trust(tag);
        quiet = 0;
        const before = box.innerHTML, element = box.content.firstChild;
        for (const {name, value} of [...element?.attributes || '']) {
          const now = hold(element, name, value);
          now == value || now == same || element.setAttribute(name, trust(now));
        }
        holdText(element, html.slice(at));
        if (box.innerHTML != before) {
          tag = box.innerHTML.replace(/<\/[^<]*$/, '');
        }
      }
      return tag;
    });
    return text == html ? given : trust(text, given);
  };

  const shown = cookie => !cookies.test(cookie?.name ?? cookie);
  // nobody answers there
  const avert = address => judge(address?.url || address) ? '//a:9' : address;

  // what scripts call: what they give is changed or, when nothing is left of it, not taken; at last, who has it
  const names = /^(?:..+(TML|alF|seFr)|(wr)|(setA|imag|data$|poste|href|src|style|value$)|(bef|rep|a[fp]|prep|ins)|(content.)|(cookie$)|([gs]et$)|(getAll$)|(setIt)|(open$)|(setPro|cssT|FontF)|(sendB|fet|EventS|Web[ST]|Audio$|baseV|add)|(XML|Coo|Node$|Sto|Nav|Element$|Sh|Doc|IDBF|Ra|Ch|DOMP|HTML(?![ACDHPQU])|SVG.*dS|Attr$|CSS(?:Style[DS]|G)|Work|Cache$)).*/gm;

  // frames come by markup, with what holds them, or by themselves; the last one changes with each
  const look = (result, w) => {
    w.length && last != (last = w[w.length - 1]) && [].map.call(w, guard);
    return result;
  };
  const wrap = (w, owner, name, rule, from = owner) => {
    const [before, after = look] = rules[rule], property = Object.getOwnPropertyDescriptor(from, name);
    for (const key in property) {
      const old = property[key];
      if (old?.call) {
        // with the constants of constructors
        Object.defineProperties(property[key] = function (...given) {
          given = given.map((value, i) => before(value, this, name, given, i));
          return given.includes(same) ? Promise.resolve()
            : new.target ? Reflect.construct(old, given, new.target) : after(old.apply(this, given), w);
        }, Object.getOwnPropertyDescriptors(old));
      }
    }
    Object.defineProperty(owner, name, property);
  };
  const patch = (w, owner) => {
    // by name: to look at all that a window has would make it all, and that takes longest, as do searches by the thousand
    for (const found of Object.getOwnPropertyNames(owner).join('\n').matchAll(names)) {
      const name = found[0], rule = group(found);
      rules[rule] ? wrap(w, owner, name, rule) : patch(w, w[name].prototype);
    }
  };
  // every realm that scripts of the page can reach
  const guard = view => {
    try {
      const w = view.defaultView ?? view;
      if (!w.Object.consent) {
        w.Object.consent = 1;
        patch(w, w);
        patch(w, w.Document);
        wrap(w, w.HTMLStyleElement.prototype, 'textContent', 4, w.Node.prototype);
        ['background', 'background-image'].map(name => Object.defineProperty(w.document.documentElement.style.__proto__, name.replace('-i', 'I'), {
          get() {
            return this.getPropertyValue(name);
          },
          set(value) {
            this.setProperty(name, value);
          }
        }));
        new MutationObserver(() => look(w, w)).observe(w.document, {childList: 1, subtree: 1});
      }
    } catch {
      // another site's frame, or none
    }
    return view;
  };

  // what becomes of what is given, and of what comes of it; as the names have groups
  const rules = [,
    [clean],
    [html => {
      const all = tail + html, whole = all.replace(/<((script|style)(?![^]*<\/\2)[^]*|(\w[^>]*)?)$/i, '');
      tail = all.slice(whole.length);
      return trust(clean(whole), html);
    }],
    [(value, owner, name, given, i) => {
      // attributes are nodes, too
      if (owner.specified) {
        name = owner.name;
        owner = owner.ownerElement ?? document.createElement('i');
      }
      return i + 1 in given ? value : hold(owner, given[i - 1] ?? name, value);
    }, same],
    [(node, owner) => {
      if (owner.cssRules || owner.localName == 'style') {
        node?.data ? node.data = disarm(node.data) : node = disarm(node);
      }
      return holdText(node);
    }],
    [same, guard],
    // a cookie that is held back is deleted instead
    [text => shown(text) ? text : (text + ';max-age=0').replace(/\s/g, ''),
      text => text?.split('; ').filter(shown).join('; ')],
    [(value, owner, name, given, i) => i || shown(value) ? value : same],
    [same, found => found.then(cookies => cookies.filter(shown))],
    [(value, owner, name, given, i) => i || !keys.test(value) ? value : same],
    [(value, owner, name, given, i) => i ? avert(value) : keys.test(value) ? same : value, guard],
    [disarm],
    [(value, owner, name, given, i) => i ? value : avert(value)]
  ];
  guard(self);
})($DATA);
