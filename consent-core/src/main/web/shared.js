// In a page that is the same for everybody: asks who has something to decide, and adds what the visitor allows.
// Behind guard.js and decision.js, which know the decision, and page.js.
(() => {
  const [guard, page] = [...document.querySelectorAll('script[data-consent-ui]')].map(script => script.consent).filter(Boolean);
  if (!page) {
    // without the guard nothing is known, and so nothing is added
    return;
  }
  const [services, open, made, marks, urls] = guard, [activate, trust, rootOf] = page;
  const panel = document.querySelector('page-panel[data-consent-ui]');
  if (panel && self == top && (!made || services.some(([, mark]) => mark && !marks.includes(mark)))) {
    panel.hidden = false;
    panel.setAttribute('open', '');
  }

  const isAllowed = service => services.some(([id], i) => id == service && open[i]);
  const opened = RegExp(urls);
  const isOpen = (element, name) => {
    if (isAllowed(element.dataset.consentService)) {
      return true;
    }
    try {
      // another service may declare it too
      const {origin, pathname} = new URL(element.getAttribute(name), document.baseURI);
      return opened.test(origin + pathname);
    } catch {
      return false;
    }
  };
  let revived;

  const restore = element => {
    const held = [...element.attributes].filter(({name}) => /^data-consent-(?!service$|skip$)/.test(name));
    if (isAllowed(element.dataset.consentService) || held.some(({name}) => isOpen(element, name))) {
      const place = document.createComment(''), isFrame = element.localName == 'iframe', isScript = element.localName == 'script';
      // a frame that comes anew leaves no trace in the history
      if (isFrame) {
        element.replaceWith(place);
      }
      if (isScript) {
        element.removeAttribute('type');
      }
      element.removeAttribute('data-consent-service');
      held.sort((a, b) => /src$/.test(a.name) - /src$/.test(b.name)).forEach(({name, value}) => {
        const own = name.slice(13), space = /^xlink:/.test(own) ? 'http://www.w3.org/1999/xlink' : null;
        element.removeAttribute(name);
        element.setAttributeNS(space, own, isScript && own == 'src' ? trust().createScriptURL(value) : value);
      });
      if (isFrame) {
        place.replaceWith(element);
      }
      element.parentNode?.load?.();
      revived = true;
    }
  };

  // what is not part of the page yet: nothing runs there, and so scripts need not be made anew
  const reviveInert = root => {
    root.querySelectorAll('[data-consent-service]:not(page-note)').forEach(restore);
    reviveInside(root);
  };
  const reviveInside = root => {
    root.querySelectorAll('template').forEach(template => reviveInert(template.content));
    root.querySelectorAll('iframe[srcdoc*="data-consent-service"]').forEach(frame => {
      const page = new DOMParser().parseFromString(trust().createHTML(frame.srcdoc), 'text/html');
      reviveInert(page);
      frame.srcdoc = trust().createHTML(page.documentElement.outerHTML);
    });
  };
  reviveInside(document);

  document.querySelectorAll('page-note[data-consent-service]').forEach(note => isAllowed(note.dataset.consentService) && note.remove());
  document.querySelectorAll('style, [style*="about:invalid#consent"]').forEach(element => {
    const [owner, key] = element.localName == 'style' ? [element, 'textContent'] : [element.style, 'cssText'];
    const css = owner[key].replace(/about:invalid#consent-([\w-]+):/g, (all, service) => isAllowed(service) ? '' : all);
    if (css != owner[key]) {
      owner[key] = css;
      revived = true;
    }
  });
  document.querySelectorAll('[data-consent-service]:not(script, page-note)').forEach(restore);

  // scripts that wait for the end of the page come last
  const isLate = script => 'consentSrc' in script.dataset && !script.hasAttribute('async') && (script.defer || script.dataset.consentType == 'module');
  const scripts = [...document.querySelectorAll('script[data-consent-service]')]
    .filter(script => isOpen(script, 'data-consent-src')).sort((a, b) => isLate(a) - isLate(b));
  if (revived || scripts[0]) {
    // rejecting changes this page
    panel && delete rootOf(panel).querySelector('[data-keep]')?.dataset.keep;
  }
  (async () => {
    for (const script of scripts) {
      await activate(script);
    }
  })();
})();
