import { shallowReactive } from 'vue'

export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'bad'
  action?: { text: string; run: () => void }
}

const SHOWN = 6000
/** An action that cannot be reached in time is none: a toast with one stays longer. */
const SHOWN_WITH_ACTION = 10_000
const MOST = 3

const list = shallowReactive<Toast[]>([])
const timers = new Map<number, number>()
let next = 1

function dismiss(id: number) {
  const at = list.findIndex((toast) => toast.id === id)
  if (at >= 0) list.splice(at, 1)
  clearTimeout(timers.get(id))
  timers.delete(id)
}

function expire(toast: Toast) {
  clearTimeout(timers.get(toast.id))
  timers.set(
    toast.id,
    window.setTimeout(() => dismiss(toast.id), toast.action ? SHOWN_WITH_ACTION : SHOWN),
  )
}

/** Short words on what happened, at the edge of the screen; told to screen readers as well. */
export const toasts = {
  list: list as readonly Toast[],

  show(toast: { text: string; tone?: Toast['tone']; action?: Toast['action'] }): number {
    const shown: Toast = { id: next++, text: toast.text, tone: toast.tone ?? 'plain' }
    if (toast.action) shown.action = toast.action
    list.push(shown)
    if (list.length > MOST) dismiss(list[0]!.id)
    expire(shown)
    return shown.id
  },

  dismiss,
  /** As long as somebody points at them or has the focus there. */
  hold: () => timers.forEach((timer) => clearTimeout(timer)),
  release: () => list.forEach(expire),
}
