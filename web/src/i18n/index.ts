import { shallowRef } from 'vue'
import type { Problem } from '@/api'
import type { First } from './en'
import type { More } from './en.more'

export type Messages = First & More

export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

const LOADERS: Record<Language, { first: () => Promise<First>; more: () => Promise<More> }> = {
  en: { first: async () => (await import('./en')).en, more: async () => (await import('./en.more')).more },
  de: { first: async () => (await import('./de')).de, more: async () => (await import('./de.more')).more },
}
let whole: Promise<void> = Promise.resolve()
let isWhole = false

/** The messages of the chosen language; `m.board.title` in a template, `m.value.board.title` in a script. */
export const m = shallowRef<Messages>(undefined as unknown as Messages)
/** The language of the messages, and the locale that dates and numbers are written in. */
export const language = shallowRef<Language>('en')
export const locale = shallowRef('en')

/** The first of the browser's languages that the page speaks. */
export function browserLanguage(): Language {
  for (const tag of navigator.languages) {
    const known = LANGUAGES.find((it) => tag.toLowerCase().startsWith(it))
    if (known) return known
  }
  return 'en'
}

/**
 * Loads the messages and speaks them from then on: at the start those of the first screen, with the others to follow.
 * Dates follow the browser's region where it has the language.
 */
export async function speak(chosen: Language) {
  const { first, more } = LOADERS[chosen]
  const others = more()
  const messages = isWhole ? { ...(await first()), ...(await others) } : ((await first()) as Messages)
  locale.value = navigator.languages.find((tag) => tag.toLowerCase().startsWith(chosen)) ?? chosen
  language.value = chosen
  m.value = messages
  document.documentElement.lang = chosen
  whole = others.then((rest) => {
    if (language.value === chosen) m.value = { ...m.value, ...rest }
    isWhole = true
  })
}

/** For what is not part of the first screen: its texts are there, too, when it is loaded. */
export function withTexts<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    const [loaded] = await Promise.all([load(), allTexts()])
    return loaded
  }
}

/** Ends when all texts of the language are there. */
export const allTexts = () => whole

/** What went wrong, for people; codes that are not known yet are told in the service's words. */
export function problemText(problem: Problem): string {
  const { problems, fieldErrors } = m.value
  const [first] = problem.errors ?? []
  if (problem.code === 'invalid' && first) return fieldErrors[first.code] ?? first.detail
  return problems[problem.code] ?? problem.detail
}

/** What is wrong with each field, for a form. */
export function fieldTexts(problem: Problem): Record<string, string> {
  const { fieldErrors } = m.value
  return Object.fromEntries((problem.errors ?? []).map((it) => [it.field, fieldErrors[it.code] ?? it.detail]))
}
