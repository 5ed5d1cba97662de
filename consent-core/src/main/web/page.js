// Makes banner and notices smoother; both work without it.
(() => {
  const here = document.currentScript, base = here.src.replace(/\/assets\/[^]*/, '');

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
      if (!('keep' in button.dataset)) {
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
    if (once) {
      once.hidden = false;
      once.addEventListener('click', () => showOnce(note));
    }
  });

  // for shared.js
  here.consent = [activate, trust, rootOf];

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
