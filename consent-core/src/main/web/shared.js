// Shows what the visitor allows, or wants to see once: frames, images, styles, and scripts in their
// order. It follows guard.js, which knows the decision, and page.js, which loads it when it is
// needed.
(() => {
  const {page, stage} = document.currentScript, {guard, trust} = page;
  // Attributes with another rest of the name belong to the site.
  const held = /^$PREFIX(data(-|$)|lazy|((image)?src(set|doc)?|(\w+:)?href|poster|type|allow|background|content|from|name|ping|to|values)$)/;
  const heldOf = element => [...element.attributes].filter(({name}) => held.test(name));
  const give = (element, name, value) => element.setAttributeNS(/:/.test(name) ? 'http://www.w3.org/1999/xlink' : null, name,
    element.localName == 'script' && /(src|href)$/.test(name) ? trust().createScriptURL(value) : value);

  // Makes a script run, in HTML or SVG. The promise is fulfilled when the next one may run.
  const activate = async script => {
    const live = document.createElementNS(script.namespaceURI, 'script');
    for (const {name, value, namespaceURI} of script.attributes) {
      if (!/^(type|$SERVICE)$/.test(name) && !held.test(name)) {
        live.setAttributeNS(namespaceURI, name, value);
      }
    }
    live.async = script.hasAttribute('async');
    // A script that was inserted late may have got its type after it was blocked.
    if (script.type && script.type != 'text/plain') {
      live.type = script.type;
    }
    heldOf(script).forEach(({name, value}) => give(live, name.slice($PREFIX_LENGTH), value));
    live.nonce = script.nonce;
    const {type} = live, address = live.src || live.href?.baseVal;
    if (!address) {
      live.textContent = trust().createScript(script.textContent);
    }
    const runs = /^$|module|(java|ecma)script/i.test(type) && !live.noModule, silent = !address && type == 'module';
    const ran = new Promise(done => {
      live.addEventListener('load', done);
      live.addEventListener('error', done);
      // Inline modules run soon, and send no event.
      silent && setTimeout(done, 50);
    });
    stage.enter(live);
    script.replaceWith(live);
    const leave = async () => {
      for (const inner of stage.leave(live)) {
        await activate(inner);
      }
    };
    if (runs && (silent || live.async)) {
      ran.then(leave).then(() => stage.tell(live));
    } else {
      runs && address && await ran;
      await leave();
    }
  };

  let opened;
  const isAllowed = service => guard.consent[0].some(([id], i) => id == service && guard.consent[1][i]);
  const isOpen = element => isAllowed(element.dataset.$SERVICE_KEY) || heldOf(element).some(({name, value}) => {
    try {
      // Another service may declare it, too.
      const url = new URL(value, document.baseURI);
      return /(src|set|href|data|poster)$/.test(name) && opened.test(url.origin + url.pathname + $QUERY(url));
    } catch {
      return false;
    }
  });

  const restore = (element, once) => {
    if (once === true || isOpen(element)) {
      // A frame that already shows its content keeps it.
      const shown = element.contentWindow && !element.contentDocument && (!element.sandbox.length || element.sandbox.contains('allow-same-origin'));
      const held = heldOf(element), place = document.createComment(''), {activeElement} = document, anew = !shown && /^i?frame$/.test(element.localName) && !(element.loading == 'lazy' && element.contentDocument?.URL == 'about:blank');
      // A new frame leaves no trace in the history, but loads at once: a lazy frame may continue to
      // wait.
      if (anew) {
        element.replaceWith(place);
      }
      if (element.localName == 'script') {
        element.removeAttribute('type');
      }
      if (/^consent4j-/.test(element.name)) {
        element.removeAttribute('name');
      }
      element.removeAttribute('$SERVICE');
      held.sort((a, b) => /src$/.test(a.name) - /src$/.test(b.name)).forEach(({name, value}) => {
        element.removeAttribute(name);
        shown && name == '$SRC' || give(element, name.slice($PREFIX_LENGTH), value);
      });
      if (anew) {
        place.replaceWith(element);
        element == activeElement && element.focus();
      }
      element.parentNode?.load?.();
    }
  };

  // This is content that is not part of the page yet. Nothing runs there, so that scripts need not
  // be created again.
  const reviveInert = root => {
    root.querySelectorAll('[$SERVICE]:not(page-note)').forEach(element => restore(element));
    reviveInside(root);
  };
  const reviveInside = root => {
    root.querySelectorAll('template').forEach(template => reviveInert(template.content));
    root.querySelectorAll('iframe[srcdoc*="$SERVICE"]').forEach(frame => {
      const page = new DOMParser().parseFromString(trust().createHTML(frame.srcdoc), 'text/html');
      reviveInert(page);
      frame.srcdoc = trust().createHTML(page.documentElement.outerHTML);
    });
  };

  // Moves the focus to the requested element. A script may have replaced it by a frame.
  const focus = element => {
    const frames = () => [...document.querySelectorAll('iframe')], known = frames();
    const observer = new MutationObserver(() => {
      if (!element.isConnected) {
        observer.disconnect();
        const frame = frames().find(frame => !known.includes(frame));
        requestAnimationFrame(() => document.activeElement == document.body && frame?.focus());
      }
    });
    observer.observe(document.body, {childList: true, subtree: true});
    if (element.tabIndex < 0) {
      element.tabIndex = -1;
    }
    element.focus();
  };

  // Runs the scripts that fill elements. While one element is shown, the others lose their marker
  // classes.
  const loaded = new Map(), aside = new Map();
  const run = (service, marks, within) => {
    const again = loaded.get(service), scripts = again || document.querySelectorAll(`script[$SERVICE~="${service}"]`);
    if (again && /twitter/.test(marks) && self.twttr?.widgets) {
      self.twttr.widgets.load(within);
      return;
    }
    loaded.set(service, [...scripts].map(script => script.cloneNode(true)));
    const running = [...scripts].map(script => {
      again && document.body.append(script);
      return activate(script);
    });
    Promise.all(running).then(() => stage.tell());
  };
  const putBack = element => {
    if (aside.has(element)) {
      element.className = aside.get(element);
    }
  };

  const armed = css => css.replace(/about:invalid#consent-([\w-]+):/g, (all, service) => isAllowed(service) ? '' : all);
  // Covers styles in elements, in files of the site, and in their imports. Styles of other sites
  // cannot be read.
  const arm = (sheet, top, at) => {
    try {
      for (let i = sheet.cssRules.length; i--;) {
        const {cssText, styleSheet} = sheet.cssRules[i], css = armed(cssText);
        if (css != cssText) {
          sheet.deleteRule(i);
          // Changes to the imports of an imported style sheet have no effect.
          styleSheet && top ? top.insertRule(css, at) : sheet.insertRule(css, i);
        } else if (styleSheet) {
          arm(styleSheet, top || sheet, top ? at : i);
        }
      }
    } catch {
      // The style sheet is not changed.
    }
  };

  // Scripts that wait for the end of the page run last.
  const isLate = script => '$SRC_KEY' in script.dataset && !script.hasAttribute('async') && (script.defer || script.dataset.$TYPE_KEY == 'module');
  let queue = Promise.resolve();
  page.revive = () => {
    opened = RegExp(guard.consent[4]);
    reviveInside(document);
    const again = new Map();
    [...document.querySelectorAll('page-note[$SERVICE]'), ...page.notes].forEach(note => {
      const {nextElementSibling: element, dataset: {$SERVICE_KEY: service, $MARKS_KEY: marks}} = note;
      if (isAllowed(service)) {
        const focused = document.activeElement == note;
        note.remove();
        delete note.dataset.$SERVICE_KEY;
        focused && focus(element);
        if (loaded.has(service)) {
          again.set(service, marks);
          putBack(element);
        }
      }
    });
    document.querySelectorAll('[style*="about:invalid#consent"]').forEach(({style}) => style.cssText = armed(style.cssText));
    [...document.styleSheets].forEach(sheet => arm(sheet));
    queue = queue.then(async () => {
      let begin = performance.now();
      for (const element of document.querySelectorAll('[$SERVICE]:not(script, page-note)')) {
        restore(element);
        // Visitors can use the page meanwhile: the loop pauses.
        if (performance.now() - begin > 30) {
          await new Promise(done => setTimeout(done));
          begin = performance.now();
        }
      }
      const scripts = [...document.querySelectorAll('script[$SERVICE]')]
        .filter(isOpen).sort((a, b) => isLate(a) - isLate(b));
      for (const script of scripts) {
        await activate(script);
      }
      stage.tell();
    });
    again.forEach((marks, service) => run(service, marks, document));
  };

  const showMarked = (element, note) => {
    const {$SERVICE_KEY: service, $MARKS_KEY: marks} = note.dataset;
    document.querySelectorAll(`page-note[$SERVICE="${service}"]`).forEach(({nextElementSibling: other}) => {
      if (other && other != element && !aside.has(other)) {
        aside.set(other, other.className);
        other.classList.remove(...marks.split(' '));
      }
    });
    putBack(element);
    note.remove();
    run(service, marks, element.parentNode);
  };
  page.once = async element => {
    if (element.localName == 'script') {
      activate(element).then(() => stage.tell());
      return;
    }
    const before = element.previousElementSibling, note = before?.localName == 'page-note' ? before : null;
    if (note?.dataset.$MARKS_KEY) {
      const {rules} = await page.fetch('$RULES_KEY_END', [...loaded.keys(), note.dataset.$SERVICE_KEY].join(' '));
      guard?.adopt?.(rules);
      focus(element);
      showMarked(element, note);
      return;
    }
    note?.remove();
    const {parentNode: parent} = element;
    const parts = parent.localName == 'picture' ? parent.children : [element, ...element.querySelectorAll('[$SERVICE]')];
    for (const part of [...parts]) {
      part.setAttribute('$SKIP', '');
      restore(part, true);
    }
    focus(element);
  };
})();
