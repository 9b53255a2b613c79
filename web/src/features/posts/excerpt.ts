/** The beginning of a text without its marks, for lists. */
export function excerpt(content: string, most = 220): string {
  const plain = content
    .slice(0, most * 4)
    .replace(/```[^\n]*\n?/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[ \t]*(#{1,6}|>|[-*+]|\d{1,9}[.)])[ \t]+(\[[ xX]\][ \t]+)?/gm, '')
    .replace(/(\*\*|__|~~|`)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain.length <= most) return plain
  const cut = plain.lastIndexOf(' ', most)
  return `${plain.slice(0, cut > most / 2 ? cut : most)} …`
}
