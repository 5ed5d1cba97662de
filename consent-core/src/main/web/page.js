// Makes banner and notices smoother; both work without it.
(() => {
  const here = document.currentScript, base = here.src.replace(/\/assets\/[^]*/, '');

  // in a page that is the same for everybody, what the guard knows of this visitor
  const shared = ('consentShared' in here.dataset
    && [...document.querySelectorAll('script[data-consent-ui]')].map(script => script.consent).find(Boolean)) || false;
  let revived;

  // browsers that do not read declarative shadow roots
  const rootOf = host => {
    const template = host.querySelector('template');
    if (!host.shadowRoot && template) {
      host.attachShadow({mode: 'open'}).append(template.content);
    }
    return host.shadowRoot;
  };

  const panel = document.querySelector('page-panel[data-consent-ui]');
  if (panel) {
    const root = rootOf(panel);
    let busy;
    if (shared.asks && self == top) {
      panel.hidden = false;
      panel.setAttribute('open', '');
    }
    root.querySelector('form').addEventListener('submit', async event => {
      const form = event.target, button = event.submitter;
      event.preventDefault();
      if (busy) {
        return;
      }
      busy = true;
      const body = new URLSearchParams(new FormData(form));
      body.append(button.name, button.value);
      try {
        const answer = await fetch(form.action, {method: 'POST', body, headers: {Accept: 'application/json'}});
        if (!answer.ok) {
          throw answer;
        }
      } catch {
        const choice = document.createElement('input');
        choice.type = 'hidden';
        choice.name = button.name;
        choice.value = button.value;
        form.append(choice);
        form.submit();
        return;
      }
      if (revived || !('keep' in button.dataset)) {
        location.reload();
        return;
      }
      root.querySelector('section').remove();
      panel.removeAttribute('open');
      const status = root.querySelector('[role=status]');
      status.textContent = status.dataset.saved;
    });
  }

  let trusted = {createScript: text => text, createScriptURL: url => url, createHTML: html => html};
  let mayTrust = self.trustedTypes;
  const trust = () => {
    if (mayTrust) {
      trusted = trustedTypes.createPolicy('consent4j', trusted);
      mayTrust = false;
    }
    return trusted;
  };

  // makes a script live; the promise is kept when the next one may run
  const activate = script => new Promise(done => {
    const live = document.createElement('script');
    for (const {name, value} of script.attributes) {
      if (!/^(type$|data-consent)/.test(name)) {
        live.setAttribute(name, value);
      }
    }
    const {consentType, consentSrc} = script.dataset;
    // a script that was inserted late may have got its type after it was held back
    const type = consentType || script.type;
    if (type != 'text/plain') {
      live.type = type;
    }
    live.nonce = script.nonce;
    live.async = script.hasAttribute('async');
    if (consentSrc) {
      live.src = trust().createScriptURL(consentSrc);
    } else {
      live.text = trust().createScript(script.text);
    }
    live.addEventListener('load', done);
    live.addEventListener('error', done);
    // the page may have been read to its end: what is written would take its place
    document.write = document.writeln = (...html) => live.insertAdjacentHTML('afterend', trust().createHTML(html.join('')));
    script.replaceWith(live);
    delete document.write;
    delete document.writeln;
    if (!live.src || live.async || live.noModule || !/^$|module|(java|ecma)script/i.test(live.type)) {
      done();
    }
  });

  // shows one element: the others lose the class by which the script finds them
  const aside = new Map();
  const loaded = {};
  const showOnce = note => {
    const {consentService: service, consentMarks: marks} = note.dataset;
    const element = note.nextElementSibling;
    document.querySelectorAll(`page-note[data-consent-service="${service}"]`).forEach(({nextElementSibling: other}) => {
      if (other && other != element && !aside.has(other)) {
        aside.set(other, other.className);
        other.classList.remove(...marks.split(' '));
      }
    });
    if (aside.has(element)) {
      element.className = aside.get(element);
    }
    element.tabIndex = -1;
    element.focus();
    note.remove();
    if (loaded[service]) {
      self.twttr?.widgets?.load(element.parentNode);
      return;
    }
    loaded[service] = true;
    document.querySelectorAll(`script[data-consent-service~="${service}"]`).forEach(activate);
  };
  document.querySelectorAll('page-note[data-consent-ui]').forEach(note => {
    const once = rootOf(note).getElementById('once');
    once.hidden = false;
    once.addEventListener('click', () => showOnce(note));
  });

  // adds what the visitor allows to a page that is the same for everybody
  const isOpen = (element, name) => {
    if (shared.open.includes(element.dataset.consentService)) {
      return true;
    }
    try {
      const {hostname, pathname} = new URL(element.getAttribute(name), document.baseURI);
      return shared.opens((/script|link/.test(element.localName) ? '!' : '') + hostname.replace(/\.$/, '') + pathname);
    } catch {
      return false;
    }
  };
  const restore = element => {
    const held = [...element.attributes].filter(({name}) => /^data-consent-(?!service$|skip$)/.test(name));
    if (held.some(({name}) => isOpen(element, name))) {
      const place = document.createComment(''), isFrame = element.localName == 'iframe';
      // a frame that comes anew leaves no trace in the history
      if (isFrame) {
        element.replaceWith(place);
      }
      element.removeAttribute('data-consent-service');
      held.sort((a, b) => /src$/.test(a.name) - /src$/.test(b.name)).forEach(({name, value}) => {
        const own = name.slice(13);
        element.removeAttribute(name);
        element.setAttributeNS(/^xlink:/.test(own) ? 'http://www.w3.org/1999/xlink' : null, own, value);
      });
      if (isFrame) {
        place.replaceWith(element);
      }
      element.parentNode?.load?.();
      revived = true;
    }
  };
  const rearm = css => css.replace(/about:invalid#consent-([\w-]+):/g, (all, service) => shared.open.includes(service) ? '' : all);
  const reviveAll = async () => {
    document.querySelectorAll('page-note[data-consent-service]').forEach(note => shared.open.includes(note.dataset.consentService) && note.remove());
    document.querySelectorAll('style, [style*="about:invalid#consent"]').forEach(element => {
      const [owner, key] = element.localName == 'style' ? [element, 'textContent'] : [element.style, 'cssText'];
      const css = rearm(owner[key]);
      if (css != owner[key]) {
        owner[key] = css;
        revived = true;
      }
    });
    document.querySelectorAll('[data-consent-service]:not(script, page-note)').forEach(restore);
    const late = script => 'consentSrc' in script.dataset && !script.async && (script.defer || script.dataset.consentType == 'module');
    const scripts = [...document.querySelectorAll('script[data-consent-service]')]
      .filter(script => isOpen(script, 'data-consent-src')).sort((a, b) => late(a) - late(b));
    for (const script of scripts) {
      revived = true;
      await activate(script);
    }
  };
  if (shared) {
    reviveAll();
  }

  // a page that comes back from the browser's memory may be older than the decision
  const decision = () => document.cookie.split('; ').find(pair => pair.startsWith('consent='));
  const before = decision();
  addEventListener('pageshow', event => event.persisted && decision() != before && location.reload());

  document.addEventListener('click', event => {
    if (event.target.closest('[data-consent-open]') && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      location.assign(base + '?return=' + encodeURIComponent(location.pathname + location.search));
    }
  });
})();
