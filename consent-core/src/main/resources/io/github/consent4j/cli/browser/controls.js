// An engine of selectors for Playwright: "accept", "reject", "settings", "withdraw" and "save"
// stand for the control of a banner that does so. Of several kinds of evidence the first counts:
// the form of Consent4j, the identifiers of known tools, a whole phrase that is on no other
// control, and a short word within what looks like a banner.
(() => {
  const TOOLS = {
    accept: [
      'button[name=choice][value=accept-all]',
      // CookieConsent
      '#cc-main [data-role=all]', '#c-p-bn',
      // Klaro
      '.klaro .cm-btn-accept-all', '.klaro .cookie-notice .cm-btn-success',
      // tarteaucitron
      '#tarteaucitronPersonalize2', '#tarteaucitronAllAllowed',
      // Cookiebot
      '#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll', '#CybotCookiebotDialogBodyButtonAccept',
      // OneTrust
      '#onetrust-accept-btn-handler', '#accept-recommended-btn-handler',
      // Usercentrics
      '[data-testid=uc-accept-all-button]', '#uc-main-dialog #accept',
      // Borlabs Cookie
      '[data-borlabs-cookie-accept-all]', '.brlbs-btn-accept-all', '#CookieBoxSaveButton',
      // Complianz
      '.cmplz-cookiebanner .cmplz-accept',
      // Didomi, CookieYes
      '#didomi-notice-agree-button', '.cky-btn-accept',
    ],
    reject: [
      'button[name=choice][value=reject-all]',
      '#cc-main [data-role=necessary]',
      '.klaro .cn-decline', '.klaro .cm-btn-decline',
      '#tarteaucitronAllDenied2', '#tarteaucitronAllDenied',
      '#CybotCookiebotDialogBodyButtonDecline', '#CybotCookiebotDialogBodyLevelButtonLevelOptinDeclineAll',
      '#onetrust-reject-all-handler', '.ot-pc-refuse-all-handler',
      '[data-testid=uc-deny-all-button]', '#uc-main-dialog #deny',
      '.brlbs-btn-accept-only-essential', '[data-cookie-refuse]', '._brlbs-refuse-btn a',
      '.cmplz-cookiebanner .cmplz-deny',
      '#didomi-notice-disagree-button', '.cky-btn-reject',
    ],
    settings: [
      '#cc-main [data-role=show]', '#c-s-bn',
      '.klaro .cn-learn-more',
      '#tarteaucitronCloseAlert',
      '#CybotCookiebotDialogBodyLevelButtonCustomize', '#CybotCookiebotDialogBodyButtonDetails',
      '#onetrust-pc-btn-handler',
      '[data-testid=uc-more-button]', '[data-testid=uc-customize-anchor]', '#uc-main-dialog #more',
      '.brlbs-btn-manage-consent', '[data-cookie-individual]',
      '.cmplz-cookiebanner .cmplz-view-preferences',
      '#didomi-notice-learn-more-button', '.cky-btn-customize',
    ],
    withdraw: [
      // Consent4j: the button that floats, and links to the page of settings
      'page-button a.float', 'a[data-consent-settings]',
      '[data-cc=show-preferencesModal]', '[data-cc=c-settings]',
      '.klaro-open', '[onclick*="klaro.show"]',
      '#tarteaucitronIcon button', '#tarteaucitronManager',
      '#CookiebotWidget button', '#CookiebotWidget [role=button]', '[href*="Cookiebot.renew"]',
      '#ot-sdk-btn', '.ot-sdk-show-settings', '#ot-sdk-btn-floating button', '.optanon-toggle-display',
      '[data-testid=uc-privacy-button]', '#uc-privacy-button', '[onclick*="UC_UI.showSecondLayer"]',
      '.borlabs-cookie-preference', '.brlbs-open-consent-dialog-preferences', '#brlbs-widget button',
      '.cmplz-manage-consent', '.cmplz-show-banner',
      '[href*="Didomi.preferences.show"]', '.cky-btn-revisit',
    ],
    save: [
      'button[name=choice][value=save]',
      '#cc-main [data-role=save]',
      '.klaro .cm-btn-accept',
      '#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowallSelection',
      '.save-preference-btn-handler',
      '[data-testid=uc-save-button]',
      '.brlbs-btn-save', '.cmplz-cookiebanner .cmplz-save-preferences', '.cky-btn-preferences',
    ],
  };

  // English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Danish, Czech
  const PHRASES = {
    accept: [
      'accept all', 'accept all cookies', 'accept cookies', 'allow all', 'allow all cookies',
      'allow cookies', 'agree to all', 'i accept all', 'yes to all', 'accept and continue',
      'alle akzeptieren', 'alle cookies akzeptieren', 'cookies akzeptieren', 'alles akzeptieren',
      'alle annehmen', 'alle zulassen', 'alle cookies zulassen', 'allen zustimmen',
      'alle auswählen', 'akzeptieren und schließen', 'akzeptieren und weiter',
      'tout accepter', 'accepter tout', 'tout autoriser', 'accepter les cookies',
      'accepter tous les cookies', 'accepter et fermer',
      'aceptar todo', 'aceptar todas', 'aceptar todas las cookies', 'aceptar cookies',
      'permitir todas',
      'accetta tutto', 'accetta tutti', 'accetta tutti i cookie', 'accetta i cookie',
      'aceitar tudo', 'aceitar todos', 'aceitar todos os cookies', 'aceitar cookies',
      'alles accepteren', 'alle cookies accepteren', 'alles toestaan', 'cookies accepteren',
      'akceptuj wszystkie', 'zaakceptuj wszystkie', 'akceptuję wszystkie', 'zezwól na wszystkie',
      'acceptera alla', 'acceptera alla cookies', 'godkänn alla', 'tillåt alla', 'godkänn alla cookies',
      'accepter alle', 'tillad alle', 'accepter alle cookies', 'godkend alle',
      'přijmout vše', 'přijmout všechny', 'povolit vše', 'souhlasím se vším',
    ],
    reject: [
      'reject all', 'reject all cookies', 'reject cookies', 'decline all', 'decline cookies',
      'deny all', 'refuse all', 'refuse cookies', 'only necessary', 'only necessary cookies',
      'necessary only', 'necessary cookies only', 'use necessary cookies only', 'only essential',
      'essential only', 'essential cookies only', 'accept only necessary', 'accept only essential',
      'continue without accepting', 'continue without consent', 'disagree to all',
      'alle ablehnen', 'alles ablehnen', 'alle cookies ablehnen', 'cookies ablehnen',
      'nur notwendige', 'nur notwendige cookies', 'nur notwendige akzeptieren',
      'nur essenzielle', 'nur essenzielle cookies', 'nur essenzielle cookies akzeptieren',
      'nur erforderliche', 'nur erforderliche cookies', 'nur technisch notwendige',
      'nur technisch notwendige cookies', 'weiter ohne einwilligung', 'ohne zustimmung fortfahren',
      'tout refuser', 'refuser tout', 'refuser les cookies', 'tout interdire', 'interdire tout',
      'continuer sans accepter', 'refuser tous les cookies', 'uniquement les cookies nécessaires',
      'rechazar todo', 'rechazar todas', 'rechazar todas las cookies', 'rechazar cookies',
      'solo necesarias', 'solo las necesarias', 'continuar sin aceptar',
      'rifiuta tutto', 'rifiuta tutti', 'rifiuta tutti i cookie', 'rifiuta i cookie',
      'solo necessari', 'continua senza accettare', 'solo cookie necessari',
      'rejeitar tudo', 'rejeitar todos', 'recusar tudo', 'recusar todos', 'recusar cookies',
      'apenas necessários', 'apenas cookies necessários',
      'alles weigeren', 'alles afwijzen', 'alle cookies weigeren', 'cookies weigeren',
      'alleen noodzakelijk', 'alleen noodzakelijke cookies', 'alleen noodzakelijke',
      'odrzuć wszystkie', 'odrzucam wszystkie', 'tylko niezbędne', 'tylko niezbędne pliki cookie',
      'avvisa alla', 'avböj alla', 'neka alla', 'endast nödvändiga', 'endast nödvändiga cookies',
      'bara nödvändiga',
      'afvis alle', 'afvis alle cookies', 'kun nødvendige', 'kun nødvendige cookies',
      'odmítnout vše', 'odmítnout všechny', 'pouze nezbytné', 'jen nezbytné', 'zakázat vše',
    ],
    settings: [
      'cookie settings', 'cookie preferences', 'manage cookies', 'manage preferences',
      'customize cookies', 'manage consent', 'cookie einstellungen', 'individuelle einstellungen',
      'paramètres des cookies', 'gérer les cookies', 'gérer mes choix', 'personnaliser mes choix',
      'configurar cookies', 'configuración de cookies', 'impostazioni dei cookie',
      'impostazioni cookie', 'gestisci cookie', 'definições de cookies', 'gerir cookies',
      'cookie instellingen', 'cookies beheren', 'ustawienia cookies', 'ustawienia plików cookie',
      'zarządzaj plikami cookie', 'cookieinställningar', 'hantera cookies', 'cookieindstillinger',
      'administrer cookies', 'nastavení cookies', 'upravit cookies',
    ],
    withdraw: [
      'withdraw consent', 'withdraw your consent', 'revoke consent', 'change consent',
      'change your consent', 'cookie settings', 'cookie preferences', 'cookies settings',
      'manage cookies', 'manage consent', 'consent settings', 'consent preferences',
      'privacy settings', 'privacy preferences', 'your privacy choices', 'privacy choices',
      'cookie choices', 'do not sell or share my personal information',
      'einwilligung widerrufen', 'zustimmung widerrufen', 'einwilligung ändern',
      'einwilligungen verwalten', 'cookie einstellungen', 'cookies verwalten',
      'cookie einstellungen ändern', 'datenschutzeinstellungen', 'datenschutz einstellungen',
      'privatsphäre einstellungen', 'privatsphäreeinstellungen', 'einwilligungseinstellungen',
      'retirer mon consentement', 'retirer le consentement', 'paramètres des cookies',
      'paramètres de confidentialité', 'gestion des cookies', 'gérer les cookies',
      'préférences cookies', 'gérer mes cookies', 'modifier mon consentement',
      'retirar el consentimiento', 'retirar consentimiento', 'configuración de cookies',
      'preferencias de cookies', 'gestionar cookies', 'configurar cookies', 'panel de cookies',
      'revoca il consenso', 'revoca consenso', 'impostazioni cookie', 'impostazioni dei cookie',
      'preferenze cookie', 'gestisci cookie', 'gestione dei cookie', 'aggiorna le preferenze',
      'retirar o consentimento', 'revogar consentimento', 'definições de cookies',
      'preferências de cookies', 'configurações de cookies', 'gerir cookies',
      'toestemming intrekken', 'cookie instellingen', 'cookie voorkeuren', 'cookies beheren',
      'privacy instellingen', 'wycofaj zgodę', 'cofnij zgodę', 'ustawienia cookies',
      'ustawienia plików cookie', 'ustawienia prywatności', 'zarządzaj cookies',
      'återkalla samtycke', 'ändra samtycke', 'cookieinställningar', 'hantera cookies',
      'hantera samtycke', 'tilbagekald samtykke', 'træk samtykke tilbage', 'ændr samtykke',
      'cookieindstillinger', 'administrer cookies', 'administrer samtykke',
      'odvolat souhlas', 'změnit souhlas', 'nastavení cookies', 'správa cookies',
    ],
    save: [
      'save selection', 'save settings', 'save preferences', 'confirm my choices',
      'confirm selection', 'save and close', 'auswahl speichern', 'auswahl bestätigen',
      'einstellungen speichern', 'auswahl erlauben', 'enregistrer mes choix', 'confirmer mes choix',
      'enregistrer', 'guardar selección', 'guardar preferencias', 'confirmar selección',
      'salva selezione', 'salva preferenze', 'conferma selezione', 'guardar seleção',
      'guardar preferências', 'selectie opslaan', 'voorkeuren opslaan', 'selectie toestaan',
      'zapisz wybór', 'zapisz ustawienia', 'spara val', 'spara inställningar', 'gem valg',
      'gem indstillinger', 'uložit výběr', 'uložit nastavení',
    ],
  };

  const WORDS = {
    accept: [
      'accept', 'i accept', 'agree', 'i agree', 'allow', 'ok', 'okay', 'got it', 'yes', 'i understand',
      'akzeptieren', 'zustimmen', 'einverstanden', 'annehmen', 'erlauben', 'verstanden', 'ja',
      'accepter', 'j accepte', 'd accord', 'autoriser', 'oui', 'aceptar', 'acepto', 'de acuerdo',
      'accetta', 'accetto', 'accettare', 'consenti', 'aceitar', 'aceito', 'concordo', 'accepteren',
      'akkoord', 'toestaan', 'akceptuj', 'akceptuję', 'zgadzam się', 'rozumiem', 'acceptera',
      'godkänn', 'jag godkänner', 'accepter', 'tillad', 'accepterer', 'přijmout', 'souhlasím',
      'rozumím',
    ],
    reject: [
      'reject', 'decline', 'deny', 'refuse', 'disagree', 'i decline', 'no', 'no thanks', 'opt out',
      'ablehnen', 'verweigern', 'nein', 'nein danke', 'nicht zustimmen',
      'refuser', 'je refuse', 'interdire', 'non', 'non merci', 'rechazar', 'rechazo', 'denegar',
      'rifiuta', 'rifiuto', 'rifiutare', 'nega', 'rejeitar', 'recusar', 'weigeren', 'afwijzen',
      'nee', 'odrzuć', 'odmawiam', 'nie zgadzam się', 'avvisa', 'avböj', 'neka', 'nej', 'afvis',
      'nej tak', 'odmítnout', 'nesouhlasím', 'zakázat',
    ],
    settings: [
      'settings', 'preferences', 'customize', 'customise', 'options', 'more options', 'manage',
      'details', 'show details', 'more information', 'einstellungen', 'anpassen', 'optionen',
      'mehr optionen', 'details anzeigen', 'auswahl', 'paramètres', 'personnaliser', 'paramétrer',
      'préférences', 'configurar', 'preferencias', 'personalizar', 'opciones', 'impostazioni',
      'personalizza', 'preferenze', 'definições', 'configurações', 'preferências', 'instellingen',
      'voorkeuren', 'aanpassen', 'ustawienia', 'dostosuj', 'preferencje', 'inställningar',
      'anpassa', 'indstillinger', 'tilpas', 'nastavení', 'přizpůsobit', 'upravit',
    ],
    withdraw: ['cookies', 'consent', 'withdraw', 'revoke', 'widerrufen', 'einwilligung'],
    save: ['save', 'confirm', 'speichern', 'bestätigen', 'guardar', 'salva', 'opslaan', 'zapisz', 'spara', 'gem', 'uložit'],
  };

  const CLICKABLE =
    'button, a, input[type=submit], input[type=button], [role=button], [role=link], summary';
  const BANNER = /cookie|consent|gdpr|dsgvo|rgpd|cmp-|privacy|datenschutz/i;
  const ABOUT = /cookie|consent|einwillig|datenschutz|privacy|privac|données|dati personali|samtyck|samtykke|zgod|souhlas/i;
  const LONGEST_BANNER = 6000;

  const plain = text =>
    text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

  const name = element =>
    plain((element.getAttribute('aria-label') || element.innerText || element.value ||
        element.title || '').slice(0, 200));

  const isShown = element => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && !element.disabled &&
        element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true});
  };

  const parent = element => element.parentElement || element.getRootNode().host || null;

  const isBanner = element => {
    if (element === document.body || element === document.documentElement) {
      return false;
    }
    const names = element.id + ' ' + (element.getAttribute('class') || '');
    const dialog = element.matches('dialog, [role=dialog], [role=alertdialog], [aria-modal=true]');
    const floats = ['fixed', 'sticky'].includes(getComputedStyle(element).position);
    if (!dialog && !floats && !BANNER.test(names)) {
      return false;
    }
    const text = element.innerText || element.shadowRoot?.textContent || '';
    return text.length < LONGEST_BANNER && (BANNER.test(names) || ABOUT.test(text));
  };

  const inBanner = element => {
    for (let up = element; up; up = parent(up)) {
      if (isBanner(up)) {
        return true;
      }
    }
    return false;
  };

  const roots = root => {
    const all = [root];
    for (let i = 0; i < all.length && all.length < 500; i++) {
      for (const element of all[i].querySelectorAll('*')) {
        if (element.shadowRoot) {
          all.push(element.shadowRoot);
        }
      }
    }
    return all;
  };

  const find = (root, kind) => {
    const everywhere = roots(root);
    for (const selector of TOOLS[kind] || []) {
      for (const each of everywhere) {
        const found = [...each.querySelectorAll(selector)].find(isShown);
        if (found) {
          return found;
        }
      }
    }
    const phrases = new Set(PHRASES[kind]);
    const words = new Set(WORDS[kind]);
    const named = everywhere
        .flatMap(each => [...each.querySelectorAll(CLICKABLE)])
        .filter(isShown)
        .map(element => ({element, name: name(element)}));
    const certain =
        named.find(each => phrases.has(each.name) && inBanner(each.element)) ||
        named.find(each => phrases.has(each.name)) ||
        named.find(each => words.has(each.name) && inBanner(each.element));
    return certain && certain.element;
  };

  return {
    query(root, kind) {
      return find(root, kind) || null;
    },
    queryAll(root, kind) {
      const found = find(root, kind);
      return found ? [found] : [];
    },
  };
})()
