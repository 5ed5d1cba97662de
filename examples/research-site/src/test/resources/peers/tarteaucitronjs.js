var tarteaucitronForceLanguage = 'en';
var tarteaucitronCustomText = {
  middleBarHead: 'Cookies and external media',
  alertBigPrivacy: 'The Institute for Applied Tumour Research asks: some cookies keep the site running. Others count visits with econda, or come from YouTube and Twitter when you watch videos or read posts here. You decide, and you can change your mind at any time.',
  acceptAll: 'Accept all',
  denyAll: 'Reject all',
  personalize: 'Settings'
};
tarteaucitron.init({
  privacyUrl: '/en/data-protection',
  bodyPosition: 'bottom',
  orientation: 'bottom',
  groupServices: true,
  showAlertSmall: false,
  cookieslist: false,
  showIcon: false,
  adblocker: false,
  DenyAllCta: true,
  AcceptAllCta: true,
  highPrivacy: true,
  removeCredit: true,
  useExternalCss: false,
  useExternalJs: false,
  mandatory: true,
  mandatoryCta: true,
  googleConsentMode: false,
  bingConsentMode: false,
  pianoConsentMode: false
});
tarteaucitron.services.econda = {
  key: 'econda',
  type: 'analytic',
  name: 'econda',
  uri: '/en/data-protection',
  needConsent: true,
  cookies: ['emos_jcvid'],
  js() {}
};
(tarteaucitron.job = tarteaucitron.job || []).push('econda', 'youtube', 'twitter');
