import { reactive, readonly, watch } from 'vue'
import { http } from '@/api'
import { browserLanguage, LANGUAGES, speak, type Language } from '@/i18n'
import { session } from './session'

/** How a person likes the page: kept in their profile, and in this browser for the next first paint. */
export interface Preferences {
  language: 'auto' | Language
  theme: 'auto' | 'light' | 'dark'
  density: 'roomy' | 'dense'
  /** What the cards of a board are grouped by into lanes. */
  group: 'none' | 'person' | 'label'
  /** Whether single letters are shortcuts. */
  letters: boolean
  narrowSide: boolean
  tourDone: boolean
  /** The sprint whose board was looked at last. */
  sprint: string | null
}

const KEPT = 'corkboard.preferences'
const USUAL: Preferences = {
  language: 'auto',
  theme: 'auto',
  density: 'roomy',
  group: 'none',
  letters: true,
  narrowSide: false,
  tourDone: false,
  sprint: null,
}

const chosen = reactive<Preferences>({ ...USUAL, ...inBrowser() })

function inBrowser(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Partial<Preferences>
  } catch {
    return {}
  }
}

function keep() {
  try {
    localStorage.setItem(KEPT, JSON.stringify(chosen))
  } catch {
    // Without it they last as long as the page.
  }
}

export const preferences = readonly(chosen)

/** Shown at once; the profile follows, and stays as it is while the line is down. */
export function prefer(change: Partial<Preferences>) {
  Object.assign(chosen, change)
  keep()
  if (session.profile.value?.preferences === undefined) return
  void http
    .call<NonNullable<typeof session.profile.value>>('PATCH', '/auth/user', { body: { preferences: { web: change } } })
    .then(({ data }) => session.setProfile(data))
    .catch(() => undefined)
}

export function chosenLanguage(): Language {
  return chosen.language === 'auto' ? browserLanguage() : chosen.language
}

/** Puts theme and language into force, now and whenever they change. Resolves when the texts are there. */
export async function applyPreferences(): Promise<void> {
  watch(
    () => chosen.theme,
    (theme) => {
      if (theme === 'auto') delete document.documentElement.dataset['theme']
      else document.documentElement.dataset['theme'] = theme
    },
    { immediate: true },
  )
  watch(session.profile, (profile) => {
    const web = profile?.preferences?.['web'] as Partial<Preferences> | undefined
    if (!web) return
    const known = Object.fromEntries(Object.entries(web).filter(([name]) => name in USUAL)) as Partial<Preferences>
    if (known.language && known.language !== 'auto' && !LANGUAGES.includes(known.language)) delete known.language
    Object.assign(chosen, known)
    keep()
  })
  watch(chosenLanguage, (language) => void speak(language))
  await speak(chosenLanguage())
}
