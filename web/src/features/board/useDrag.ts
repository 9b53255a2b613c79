import { onScopeDispose, type Ref } from 'vue'
import type { BoardContext, DropTarget, Held, ShownList } from './context'
import { samePlace } from './places'
import type { Flights } from './useFlights'

const MOUSE_SLACK = 4
const TOUCH_SLACK = 8
const LONG_PRESS = 320
/** A finger that comes down so soon after a movement of the list stops it: it lifts nothing and opens nothing. */
const FLING = 180
const EDGE = 60
const FASTEST = 20

type Shared = Pick<BoardContext, 'lists' | 'targets' | 'selection'> & { held: Ref<Held | null> }

interface Options extends Shared {
  /** What scrolls sideways when the pointer comes near its edge. */
  stage: () => HTMLElement | null
  flights: Flights
  /** What was dropped somewhere. */
  drop(held: Held): void
}

/**
 * Drags cards with mouse, pen or finger by pointer events alone: a finger that rests lifts the card, one that moves
 * scrolls. Only the ghost moves while the pointer does; Vue draws again when the place changes.
 */
export function useDrag(options: Options) {
  const { held, lists, targets, selection, stage, flights } = options
  let ghost: HTMLElement | null = null
  let pointer = { id: -1, x: 0, y: 0, dx: 0, dy: 0 }
  let waiting: { id: string; card: HTMLElement; x: number; y: number; timer: number; touch: boolean } | null = null
  let frame = 0
  let scrolledAt = -1000

  const dragging = () => held.value?.by === 'pointer'

  function start(event: PointerEvent, id: string, card: HTMLElement) {
    if (event.button !== 0 || !event.isPrimary || held.value) return
    if ((event.target as Element).closest('button, input, textarea, select')) return
    const touch = event.pointerType === 'touch'
    if (touch && performance.now() - scrolledAt < FLING) {
      addEventListener('pointerup', swallowClick, { once: true })
      return
    }
    const { pointerId, clientX: x, clientY: y } = event
    pointer = { id: pointerId, x, y, dx: 0, dy: 0 }
    waiting = { id, card, x, y, touch, timer: touch ? window.setTimeout(lift, LONG_PRESS) : 0 }
    addEventListener('pointermove', moved)
    addEventListener('pointerup', released)
    addEventListener('pointercancel', end)
    addEventListener('blur', end)
    addEventListener('keydown', escaped, true)
  }

  function lift() {
    if (!waiting) return
    const { id, card } = waiting
    const ids = selection.with(id)
    ghost = ghostOf(card, ids.length)
    const rect = card.getBoundingClientRect()
    pointer.dx = rect.left - waiting.x
    pointer.dy = rect.top - waiting.y
    if (waiting.touch) navigator.vibrate?.(10)
    getSelection()?.removeAllRanges()
    waiting = null
    held.value = { ids, by: 'pointer', place: null, sprint: null }
    document.documentElement.classList.add('dragging-card')
    tick()
  }

  function moved(event: PointerEvent) {
    if (event.pointerId !== pointer.id) return
    pointer.x = event.clientX
    pointer.y = event.clientY
    if (!waiting) return
    const far = Math.hypot(pointer.x - waiting.x, pointer.y - waiting.y)
    if (waiting.touch && far > TOUCH_SLACK) end()
    else if (!waiting.touch && far > MOUSE_SLACK) lift()
  }

  /** Once a frame, whatever the pointer's rate: ghost, scrolling at the edges, place. */
  function tick() {
    if (!ghost || !held.value) return
    ghost.style.transform = `translate3d(${pointer.x + pointer.dx}px, ${pointer.y + pointer.dy}px, 0)`
    push(stage(), 'x')
    const target = targetUnder()
    if (target) {
      if (held.value.sprint !== target.sprint) held.value = { ...held.value, sprint: target.sprint, place: null }
    } else {
      const list = listUnder()
      push(list?.scroller() ?? null, 'y')
      const place = list?.placeAt(pointer.y) ?? null
      if (held.value.sprint || !samePlace(place, held.value.place)) held.value = { ...held.value, sprint: null, place }
    }
    frame = requestAnimationFrame(tick)
  }

  function push(element: HTMLElement | null, axis: 'x' | 'y') {
    if (!element) return
    const { left, right, top, bottom } = element.getBoundingClientRect()
    const [at, low, high] = axis === 'x' ? [pointer.x, left, right] : [pointer.y, top, bottom]
    const near = Math.min(EDGE, (high - low) / 4)
    const share = at < low + near ? (at - low - near) / near : at > high - near ? (at - high + near) / near : 0
    const by = Math.round(FASTEST * Math.max(-1, Math.min(1, share)))
    if (by) element.scrollBy(axis === 'x' ? { left: by } : { top: by })
  }

  function targetUnder(): DropTarget | undefined {
    return [...targets].find(({ element }) => {
      const rect = element()?.getBoundingClientRect()
      return rect && inside(rect)
    })
  }

  function inside({ left, right, top, bottom }: DOMRect) {
    return pointer.x >= left && pointer.x <= right && pointer.y >= top && pointer.y <= bottom
  }

  /** The list that the pointer is over, or the nearest one above or below it. */
  function listUnder(): ShownList | undefined {
    let best: ShownList | undefined
    let nearest = Infinity
    for (const list of lists) {
      const rect = list.zone()?.getBoundingClientRect()
      if (!rect || pointer.x < rect.left || pointer.x > rect.right) continue
      const far = Math.max(rect.top - pointer.y, pointer.y - rect.bottom, 0)
      if (far < nearest) [best, nearest] = [list, far]
    }
    return best
  }

  function released(event: PointerEvent) {
    if (event.pointerId !== pointer.id) return
    const dropped = dragging() ? held.value : null
    const rect = ghost?.getBoundingClientRect()
    const copy = ghost
    if (dropped) swallowClick()
    end()
    if (!dropped || (!dropped.place && !dropped.sprint)) return
    if (rect && copy && !dropped.sprint) flights.start(dropped.ids[0]!, rect, copy)
    options.drop(dropped)
  }

  /** The click that a browser makes of the release would open the card. */
  function swallowClick() {
    const swallow = (event: Event) => {
      event.stopPropagation()
      event.preventDefault()
    }
    addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => removeEventListener('click', swallow, { capture: true }), 150)
  }

  function escaped(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !dragging()) return
    event.stopPropagation()
    event.preventDefault()
    end()
  }

  function end() {
    cancelAnimationFrame(frame)
    if (waiting) clearTimeout(waiting.timer)
    waiting = null
    ghost?.remove()
    ghost = null
    if (dragging()) held.value = null
    pointer.id = -1
    document.documentElement.classList.remove('dragging-card')
    removeEventListener('pointermove', moved)
    removeEventListener('pointerup', released)
    removeEventListener('pointercancel', end)
    removeEventListener('blur', end)
    removeEventListener('keydown', escaped, true)
  }

  /** A lifted card keeps the finger from scrolling; browsers want to know before the touch begins. */
  function holdTouch(event: TouchEvent) {
    if (dragging() && event.cancelable) event.preventDefault()
  }
  function scrolled() {
    scrolledAt = performance.now()
    if (waiting?.touch) end()
  }
  addEventListener('touchmove', holdTouch, { passive: false })
  addEventListener('scroll', scrolled, { capture: true, passive: true })
  onScopeDispose(() => {
    end()
    removeEventListener('touchmove', holdTouch)
    removeEventListener('scroll', scrolled, { capture: true })
  })

  return { start }
}

function ghostOf(card: HTMLElement, count: number): HTMLElement {
  const { width } = card.getBoundingClientRect()
  const ghost = document.createElement('div')
  ghost.className = 'card-ghost'
  ghost.setAttribute('aria-hidden', 'true')
  ghost.style.width = `${width}px`
  const copy = card.cloneNode(true) as HTMLElement
  copy.inert = true
  copy.removeAttribute('data-card')
  ghost.append(copy)
  if (count > 1) {
    const badge = document.createElement('span')
    badge.className = 'many'
    badge.textContent = String(count)
    ghost.append(badge)
    ghost.classList.add('stack')
  }
  document.body.append(ghost)
  return ghost
}
