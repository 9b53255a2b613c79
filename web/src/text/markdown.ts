import DOMPurify from 'dompurify'
import { Marked } from 'marked'

const TAGS =
  'p br hr h1 h2 h3 h4 h5 h6 strong em del code pre blockquote ul ol li a table thead tbody tr th td input span'.split(
    ' ',
  )
const ATTRIBUTES = ['href', 'rel', 'target', 'start', 'align', 'type', 'checked', 'disabled', 'data-task', 'class']

const escaped = (text: string) =>
  text.replace(/[<>"'&]/g, (sign) => `&#${sign.codePointAt(0)};`).replace(/&#38;(#?\w{1,31};)/g, '&$1')

let tasks = 0

/** CommonMark with tables, task lists and struck-out text. HTML in it is text like any other. */
const marked = new Marked({ gfm: true }).use({
  // What is no HTML for the lexer is text for it.
  tokenizer: { html: () => undefined, tag: () => undefined },
  renderer: {
    link({ href, tokens }) {
      const inside = this.parser.parseInline(tokens)
      return anchor(href, inside)
    },
    image: ({ href, text }) => anchor(href, escaped(text || href)),
    checkbox: ({ checked }) => `<input type="checkbox" data-task="${tasks++}"${checked ? ' checked' : ''}>`,
  },
})

/** Links lead to the web or to a mail program, and to nothing that runs here. Pictures of elsewhere are links. */
function anchor(href: string, inside: string) {
  let url: URL
  try {
    url = new URL(href, location.origin)
  } catch {
    return inside
  }
  if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) return inside
  const elsewhere = url.origin === location.origin ? '' : ' target="_blank" rel="noopener noreferrer nofollow"'
  return `<a href="${escaped(href)}"${elsewhere}>${inside}</a>`
}

export function toHtml(source: string): string {
  tasks = 0
  return marked.parse(source, { async: false })
}

/** What a text shows, made safe. Headings begin at `h4`, one below the heading of the part that they stand in. */
export function toNodes(source: string): DocumentFragment {
  const nodes = DOMPurify.sanitize(toHtml(source), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    RETURN_DOM_FRAGMENT: true,
  })
  nodes.querySelectorAll<HTMLInputElement>('input').forEach(named)
  steppedHeadings(nodes)
  return nodes
}

/** A box is called as the words beside it. */
function named(box: HTMLInputElement) {
  const item = box.closest('li')
  if (!item) return
  item.classList.add('task')
  const words = item.cloneNode(true) as HTMLElement
  words.querySelectorAll('ul, ol').forEach((list) => list.remove())
  box.setAttribute('aria-label', words.textContent?.trim() || '…')
}

/** Nobody's outline jumps from the second level to the fifth. */
function steppedHeadings(nodes: DocumentFragment) {
  let level = 3
  for (const heading of nodes.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    level = Math.min(Number(heading.tagName[1]) + 3, level + 1, 6)
    const stepped = document.createElement(`h${level}`)
    stepped.append(...heading.childNodes)
    heading.replaceWith(stepped)
  }
}

function states(source: string): boolean[] {
  const found: boolean[] = []
  marked.walkTokens(marked.lexer(source), (token) => {
    if (token.type === 'checkbox') found.push(token['checked'] as boolean)
  })
  return found
}

const BOX = /^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+)\[([ xX])\](?=\s)/gm

/**
 * The text with its nth task ticked or not. Which of the places that look like a task is the nth one, the lexer knows:
 * the one that turns just this task round.
 */
export function withTask(source: string, at: number, done: boolean): string {
  const before = states(source)
  if (before[at] === undefined || before[at] === done) return source
  const places = [...source.matchAll(BOX)].map((found) => found.index + found[1]!.length + 1)
  const inTurn = [places[at], ...places].filter((place): place is number => place !== undefined)
  for (const place of inTurn) {
    const changed = source.slice(0, place) + (done ? 'x' : ' ') + source.slice(place + 1)
    const after = states(changed)
    if (after.length === before.length && after.every((state, other) => (state !== before[other]) === (other === at)))
      return changed
  }
  return source
}

/** How many tasks a text has, and how many of them are done. */
export function tasksIn(source: string): { all: number; done: number } {
  const found = states(source)
  return { all: found.length, done: found.filter(Boolean).length }
}
