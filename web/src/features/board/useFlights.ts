import { nextTick, onScopeDispose } from 'vue'
import type { Card } from '@/api'
import { tasks } from '@/store/store'

/** More than this many at once are no movement that an eye can follow. */
const MOST = 10
const TIME = 260
const EASE = 'cubic-bezier(0.2, 0.8, 0.2, 1)'
const calm = matchMedia('(prefers-reduced-motion: reduce)')

/**
 * Cards that change their place fly there, across columns, and keep the focus. A list cuts off what leaves it, so a
 * copy flies over all of them.
 */
export function useFlights(stage: () => HTMLElement | null, refocus: (id: string) => void) {
  const from = new Map<string, { rect: DOMRect; copy: HTMLElement }>()
  let focused: string | null = null
  let planned = false

  const elementOf = (id: string) => stage()?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`) ?? null

  function moves(was: Card, now: Card): boolean {
    return (
      was.order !== now.order || was.status !== now.status || was.assigned !== now.assigned || was.labels !== now.labels
    )
  }

  function shown(id: string, was: Card | undefined, now: Card | undefined) {
    if (!was || !now || !moves(was, now)) return
    const element = from.size > MOST && focused ? null : elementOf(id)
    if (!element) return
    if (element.contains(document.activeElement)) focused = id
    if (!from.has(id) && !calm.matches && from.size <= MOST)
      from.set(id, { rect: element.getBoundingClientRect(), copy: element })
    plan()
  }

  function plan() {
    if (planned) return
    planned = true
    void nextTick(play)
  }

  function play() {
    planned = false
    const flying = [...from]
    from.clear()
    if (flying.length <= MOST) for (const [id, { rect, copy }] of flying) fly(id, rect, copy)
    if (focused && !elementOf(focused)?.contains(document.activeElement)) refocus(focused)
    focused = null
  }

  function fly(id: string, rect: DOMRect, old: HTMLElement) {
    const element = elementOf(id)
    const row = element?.closest('li')
    if (!element || !row) return
    // Only the copy moves; the row is where it belongs at once.
    if (old !== element) row.style.transition = 'none'
    const to = element.getBoundingClientRect()
    const [dx, dy] = [rect.left - to.left, rect.top - to.top]
    const land = () => (row.style.transition = '')
    // Within its list a card slides by itself.
    if (Math.hypot(dx, dy) < 3 || !rect.width || (old === element && Math.abs(dx) < 3)) return void land()
    const copy = element.cloneNode(true) as HTMLElement
    copy.inert = true
    copy.removeAttribute('data-card')
    copy.classList.add('card-flies')
    Object.assign(copy.style, { left: `${to.left}px`, top: `${to.top}px`, width: `${to.width}px` })
    document.body.append(copy)
    const timing = { duration: TIME, easing: EASE }
    element.animate([{ opacity: 0 }, { opacity: 0 }], timing)
    copy
      .animate([{ transform: `translate(${dx}px, ${dy}px)` }, { transform: 'none' }], timing)
      .finished.catch(() => undefined)
      .then(() => {
        copy.remove()
        land()
      })
  }

  onScopeDispose(tasks.onShown(shown))

  return {
    /** A card that was dragged flies on from where it was let go. */
    start(id: string, rect: DOMRect, ghost: HTMLElement) {
      if (!calm.matches) from.set(id, { rect, copy: ghost })
      plan()
    },
  }
}

export type Flights = ReturnType<typeof useFlights>
