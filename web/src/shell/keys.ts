import { onScopeDispose, shallowReactive } from 'vue'
import { preferences } from '@/session/preferences'

export interface Shortcut {
  /** `mod+k` (Ctrl, or ⌘ on a Mac), a letter, or two in a row: `g b`. */
  keys: string
  /** For the list of shortcuts. */
  says: () => string
  /** False if there was nothing to do, so that the browser may have the key. */
  run: () => unknown
  /** Works while somebody is writing, too. */
  inText?: boolean
  /** Of a dialog: a single letter works as long as that is open, and nothing over it. */
  inDialog?: boolean
}

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
const shortcuts = shallowReactive(new Set<Shortcut>())
/** Two letters in a row within this time. */
const PAUSE = 1200
let first = ''
let firstAt = 0

/** Shortcuts as long as the component is there. Those of one letter can be switched off (WCAG 2.1.4). */
export function useShortcuts(mine: readonly Shortcut[]) {
  for (const shortcut of mine) shortcuts.add(shortcut)
  onScopeDispose(() => mine.forEach((shortcut) => shortcuts.delete(shortcut)))
}

export const allShortcuts = shortcuts as ReadonlySet<Shortcut>

/** How the keys are written on the keyboard of this person. */
export function written(keys: string): string[] {
  return keys
    .split(' ')
    .map((part) =>
      part
        .replace('mod+shift+', isMac ? '⌘ ⇧ ' : 'Ctrl ⇧ ')
        .replace('mod+', isMac ? '⌘ ' : 'Ctrl ')
        .toUpperCase(),
    )
    .map((part) => part.replace('CTRL', 'Ctrl'))
}

function writing(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null
  return !!element?.closest?.(
    'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]',
  )
}

/** Dialogs and menus that can be seen: a popover that is closed stays in the document. */
function openOverlays(): number {
  const all = [...document.querySelectorAll('[role=dialog], [role=menu]')]
  return all.filter((element) => element.getClientRects().length > 0).length
}

function keyed(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.altKey) return
  const mod = isMac ? event.metaKey : event.ctrlKey
  if (!mod && (event.metaKey || event.ctrlKey)) return
  const key = event.key.toLowerCase()
  const pressed = mod ? `mod+${event.shiftKey ? 'shift+' : ''}${key}` : key
  const inText = writing(event.target)
  if (!mod && (!preferences.letters || inText)) return
  const open = openOverlays()
  const pair = !mod && performance.now() - firstAt < PAUSE ? `${first} ${key}` : ''
  for (const shortcut of [...shortcuts].reverse()) {
    if (shortcut.keys !== pressed && shortcut.keys !== pair) continue
    if (inText && !shortcut.inText) continue
    if (!mod && open !== (shortcut.inDialog ? 1 : 0)) continue
    if (shortcut.run() === false) continue
    event.preventDefault()
    first = ''
    return
  }
  first = mod ? '' : key
  firstAt = performance.now()
}

addEventListener('keydown', keyed)
