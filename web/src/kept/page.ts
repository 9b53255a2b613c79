interface Urls {
  createScriptURL(url: string): string
}
declare const trustedTypes: { createPolicy(name: string, rules: Urls): Urls } | undefined

const WORKER = '/sw.js'

/**
 * Keeps the files of the page, so that it opens without a line. Browsers have no service worker on plain http under a
 * name of the LAN: there an open page goes on without a line, and a closed one does not open.
 */
export async function keepPage() {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const rules: Urls = {
    createScriptURL(url) {
      if (url !== WORKER) throw new TypeError(`not a script of this page: ${url}`)
      return url
    },
  }
  const trusted = typeof trustedTypes === 'undefined' ? rules : trustedTypes.createPolicy('corkboard', rules)
  try {
    await navigator.serviceWorker.register(trusted.createScriptURL(WORKER))
  } catch (failure) {
    console.warn('The page cannot be kept for the time without a line.', failure)
  }
}
