var klaroConfig = {
  version: 1,
  lang: 'en',
  acceptAll: true,
  mustConsent: false,
  groupByPurpose: true,
  default: false,
  translations: {
    zz: {privacyPolicyUrl: '/en/data-protection'},
    en: {
      consentNotice: {
        description: 'The Institute for Applied Tumour Research asks: some cookies keep the site running. Others count visits with econda, or come from YouTube and Twitter when you watch videos or read posts here. You decide, and you can change your mind at any time.',
        learnMore: 'Settings'
      },
      consentModal: {
        title: 'Cookie settings',
        description: 'Here you see what this site stores and loads, and what for.'
      },
      ok: 'Accept all',
      decline: 'Reject all',
      acceptSelected: 'Save selection',
      purposes: {
        necessary: {title: 'Necessary', description: 'Cannot be switched off.'},
        statistics: {title: 'Statistics', description: 'Show us how visitors use the site.'},
        media: {title: 'External media', description: 'Videos from YouTube and posts from Twitter.'}
      }
    }
  },
  services: [
    {
      name: 'webedition',
      purposes: ['necessary'],
      required: true,
      translations: {zz: {title: 'Webedition CMS', description: 'Keeps the site running.'}}
    },
    {
      name: 'econda',
      purposes: ['statistics'],
      cookies: ['emos_jcvid'],
      translations: {zz: {title: 'econda', description: 'Counts visits.'}}
    },
    {
      name: 'youtube',
      purposes: ['media'],
      translations: {zz: {title: 'YouTube', description: 'Shows videos.'}}
    },
    {
      name: 'twitter',
      purposes: ['media'],
      translations: {zz: {title: 'Twitter', description: 'Shows posts.'}}
    }
  ]
};
