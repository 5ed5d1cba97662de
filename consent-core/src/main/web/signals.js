// Passes the decision to tools with a consent interface, before any of them runs and after each
// decision. $SIGNALS is described in SignalScript. It follows guard.js, which knows the decision.
(() => {
  const rules = $SIGNALS, here = document.currentScript, guard = document.querySelector('script[$UI][src*="/guard"]');

  // In a page that everybody shares, the guard has read the decision.
  let allowed = guard?.consent?.[5] || here.dataset.$ALLOWED_KEY.split(' ');
  // A type is granted if all categories and services that decide about it are allowed.
  const stateOf = tool => {
    const types = {};
    for (const [id, to, type, always] of rules) {
      if (to == tool) {
        types[type || id] = types[type || id] !== false && (!!always || allowed.includes(id));
      }
    }
    return types;
  };
  const words = types => Object.fromEntries(Object.entries(types).map(([type, yes]) => [type, yes ? 'granted' : 'denied']));
  const denied = types => Object.fromEntries(Object.keys(types).map(type => [type, 'denied']));
  const queue = name => self[name] ||= [];

  const tell = {
    google(types, first) {
      // The queue needs the arguments object of a call, not an array.
      const gtag = function () {
        queue('dataLayer').push(arguments);
      };
      if (first) {
        gtag('consent', 'default', {...denied({ad_storage: 0, ad_user_data: 0, ad_personalization: 0, analytics_storage: 0}), ...denied(types)});
      }
      gtag('consent', 'update', words(types));
    },
    uet(types, first) {
      if (first) {
        queue('uetq').push('consent', 'default', denied(types));
      }
      queue('uetq').push('consent', 'update', words(types));
    },
    clarity(types) {
      self.clarity ||= function () {
        (self.clarity.q ||= []).push(arguments);
      };
      self.clarity('consentv2', {...denied({ad_Storage: 0, analytics_Storage: 0}), ...words(types)});
    },
    matomo(types, first) {
      for (const type in types) {
        const name = type == 'cookies' ? 'CookieConsent' : 'Consent';
        if (first) {
          queue('_paq').push(['require' + name]);
        }
        if (types[type] || !first) {
          queue('_paq').push([(types[type] ? 'set' : 'forget') + name + 'Given']);
        }
      }
    },
    econda(types, first) {
      const state = Object.values(types).every(Boolean) ? 'ALLOW' : 'DENY';
      const apply = () => {
        const props = {};
        self.econda?.privacyprotection?.applyAndStoreNewPrivacySettings?.(props, {'permissions:profile': {state}});
        props.arpprops && self.emos3?.send(props);
      };
      // econda has stored the decision of an earlier page.
      first || (self.econda?.privacyprotection ? apply() : self.econda?.ready?.(apply));
    },
    'data-layer'(types) {
      queue('dataLayer').push({event: 'consent', consent: words(types)});
    }
  };

  const tools = new Set(rules.map(([, tool]) => tool));
  const signal = first => tools.forEach(tool => tell[tool](stateOf(tool), first));
  signal(true);
  document.addEventListener('consent:change', event => {
    allowed = event.detail.allowed;
    signal();
  });
})();
