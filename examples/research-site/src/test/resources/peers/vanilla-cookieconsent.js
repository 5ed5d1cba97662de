CookieConsent.run({
  // this visitor is a robot
  hideFromBots: false,
  guiOptions: {
    consentModal: {layout: 'box wide', position: 'bottom center'},
    preferencesModal: {layout: 'box'}
  },
  categories: {
    necessary: {enabled: true, readOnly: true},
    statistics: {services: {econda: {label: 'econda'}}},
    media: {
      services: {
        youtube: {
          label: 'YouTube',
          onAccept: () => document.querySelectorAll('iframe[data-src]').forEach(frame => {
            frame.src = frame.dataset.src;
          })
        },
        twitter: {label: 'Twitter'}
      }
    }
  },
  language: {
    default: 'en',
    translations: {
      en: {
        consentModal: {
          title: 'Cookies and external media',
          description: 'The Institute for Applied Tumour Research asks: some cookies keep the site running. Others count visits with econda, or come from YouTube and Twitter when you watch videos or read posts here. You decide, and you can change your mind at any time.',
          acceptAllBtn: 'Accept all',
          acceptNecessaryBtn: 'Reject all',
          showPreferencesBtn: 'Settings',
          footer: '<a href="/en/data-protection">Data protection</a> <a href="/en/imprint">Imprint</a>'
        },
        preferencesModal: {
          title: 'Cookie settings',
          acceptAllBtn: 'Accept all',
          acceptNecessaryBtn: 'Reject all',
          savePreferencesBtn: 'Save selection',
          closeIconLabel: 'Close',
          sections: [
            {description: 'Here you see what this site stores and loads, and what for.'},
            {
              title: 'Necessary',
              description: 'Needed by Webedition and by the anonymous measurement of econda; cannot be switched off.',
              linkedCategory: 'necessary'
            },
            {
              title: 'Statistics',
              description: 'Show us how visitors use the site.',
              linkedCategory: 'statistics'
            },
            {
              title: 'External media',
              description: 'Videos from YouTube and posts from Twitter.',
              linkedCategory: 'media'
            }
          ]
        }
      }
    }
  }
});
