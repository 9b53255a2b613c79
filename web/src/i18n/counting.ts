/** Numbers and lists as a language writes them. */
export function counting(language: string) {
  const n = (count: number) => count.toLocaleString(language)
  const listed = (items: string[]) => new Intl.ListFormat(language, { type: 'conjunction' }).format(items)
  const counted = (count: number, one: string, many: string) => `${n(count)} ${count === 1 ? one : many}`
  return { n, listed, counted }
}
