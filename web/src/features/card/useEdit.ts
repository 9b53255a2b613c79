import { computed, onScopeDispose, ref, watch } from 'vue'
import { kept } from '@/kept/kept'
import { session } from '@/session/session'

const PAUSE = 300

interface Kept {
  text: string
  /** What the field was when the writing began, and the card's revision then. */
  base: string
  since: number
}

/** A page that is being left has no time for IndexedDB: the last words go by the tab's own memory over a reload. */
function remember(key: string, draft: Kept) {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // Then the words of the last moment are lost, and those before are kept.
  }
}

function recalled(key: string): Kept | undefined {
  try {
    const found = sessionStorage.getItem(key)
    sessionStorage.removeItem(key)
    return found ? (JSON.parse(found) as Kept) : undefined
  } catch {
    return undefined
  }
}

interface Field {
  card: string
  field: string
  now: () => string | undefined
  revision: () => number
}

/**
 * A text of a card that is being written. It stays as it is typed whatever others do meanwhile, and survives a reload:
 * kept for each card and person until it is saved or thrown away.
 */
export function useEdit({ card, field, now, revision }: Field) {
  const key = `draft/${session.username.value}/task/${card}/${field}`
  const editing = ref(false)
  const text = ref('')
  const base = ref('')
  const since = ref(0)
  /** There is one that is not being written on. */
  const waits = ref(false)
  let timer = 0

  const loaded = (async () => recalled(key) ?? (await kept.get<Kept>(key)))().then((draft) => {
    if (!draft || editing.value) return false
    if (draft.text === now()) {
      void kept.remove(key)
      return false
    }
    ;({ text: text.value, base: base.value, since: since.value } = draft)
    waits.value = true
    return true
  })

  const changed = computed(() => text.value !== base.value)
  /** Somebody else has changed the field since the writing began. */
  const overtaken = computed(() => editing.value && now() !== undefined && now() !== base.value)

  function begin() {
    if (editing.value) return
    if (!waits.value) {
      text.value = base.value = now() ?? ''
      since.value = revision()
    }
    waits.value = false
    editing.value = true
  }

  function keep() {
    clearTimeout(timer)
    timer = 0
    if (changed.value) void kept.set(key, { text: text.value, base: base.value, since: since.value } satisfies Kept)
    else void kept.remove(key)
  }

  watch(text, () => {
    if (!editing.value) return
    clearTimeout(timer)
    timer = window.setTimeout(keep, PAUSE)
  })

  /** Leaves the field; what was typed waits. */
  function leave() {
    if (!editing.value) return
    keep()
    editing.value = false
    waits.value = changed.value
  }

  /** It is saved, or waits in the outbox: the draft goes when that is sure. */
  function close() {
    clearTimeout(timer)
    timer = 0
    editing.value = false
    waits.value = false
  }

  function forget() {
    close()
    void kept.remove(key)
  }

  /** What was typed is a draft again, as it could not be saved. */
  function reopen() {
    waits.value = changed.value && now() !== text.value
    if (waits.value) keep()
  }

  watch(now, (fresh) => {
    if (waits.value && fresh === text.value) forget()
  })

  const leaving = () => {
    if (!timer) return
    remember(key, { text: text.value, base: base.value, since: since.value })
    keep()
  }
  addEventListener('pagehide', leaving)
  onScopeDispose(() => {
    leaving()
    removeEventListener('pagehide', leaving)
  })

  return { editing, text, base, since, waits, changed, overtaken, loaded, begin, leave, close, forget, reopen }
}

export type Edit = ReturnType<typeof useEdit>
