import { onScopeDispose, watch, type Ref } from 'vue'
import { kept } from './kept'

const PAUSE = 300

/**
 * Keeps a text that is being written, so that a reload or a lost line does not lose it. The key names what it is for
 * (`draft/task/<id>/description`); an empty text is no draft. Call `settled` once it is saved.
 */
export function useDraft(key: string, text: Ref<string>, original: () => string = () => '') {
  let timer = 0
  let settledAt: string | null = null

  const loaded = kept.get<string>(key).then((draft) => {
    if (draft === undefined || draft === original() || text.value !== original()) return false
    text.value = draft
    return true
  })

  function save() {
    clearTimeout(timer)
    timer = 0
    if (text.value === '' || text.value === original() || text.value === settledAt) void kept.remove(key)
    else void kept.set(key, text.value)
  }

  watch(text, () => {
    clearTimeout(timer)
    timer = window.setTimeout(save, PAUSE)
  })
  const leave = () => {
    if (timer) save()
  }
  addEventListener('pagehide', leave)
  onScopeDispose(() => {
    leave()
    removeEventListener('pagehide', leave)
  })

  function settled() {
    settledAt = text.value
    clearTimeout(timer)
    timer = 0
    void kept.remove(key)
  }

  /** `loaded` says whether there was a draft, which stands in `text` then. */
  return { loaded, settled }
}
