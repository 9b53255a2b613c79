import { onMounted, onScopeDispose, shallowRef, watch, type Ref } from 'vue'

/** Drawn above and below what is seen, so that nothing is empty while it scrolls. */
const BEYOND = 320

interface Options {
  ids: Ref<readonly string[]>
  /** What scrolls, and the list within it, which may be a part of it. */
  scroller: () => HTMLElement | null
  list: () => HTMLElement | null
  /** The height of a row that was not drawn yet, with the gap after it. */
  estimate: (id: string) => number
  gap: Ref<number>
  /** Drawn wherever they are: what has the focus or is dragged must not go from the page. */
  pinned: Ref<readonly string[]>
}

export interface Row {
  id: string
  index: number
  top: number
}

/**
 * The rows of a long list that are to be drawn: those that are seen, of whatever height they turn out to have. A list
 * of 10,000 has some twenty elements.
 */
export function useRows(options: Options) {
  const { ids, gap } = options
  const heights = new Map<string, number>()
  const rows = shallowRef<readonly Row[]>([])
  const total = shallowRef(0)
  /** Where each row begins, and last where the list ends. */
  let tops = new Float64Array(1)
  let stale = true
  let seen = { from: 0, to: 800 }
  let frame = 0
  const ofElement = new WeakMap<Element, string>()

  function layOut() {
    stale = false
    const list = ids.value
    if (tops.length !== list.length + 1) tops = new Float64Array(list.length + 1)
    let top = 0
    for (let at = 0; at < list.length; at += 1) {
      tops[at] = top
      const id = list[at]!
      top += heights.has(id) ? heights.get(id)! + gap.value : options.estimate(id) + gap.value
    }
    tops[list.length] = top
    total.value = Math.max(0, top - gap.value)
  }

  /** The index of the row at a height. */
  function indexAt(y: number): number {
    let low = 0
    let high = ids.value.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (tops[middle + 1]! <= y) low = middle + 1
      else high = middle
    }
    return low
  }

  function draw() {
    if (stale) layOut()
    const list = ids.value
    const first = indexAt(seen.from - BEYOND)
    const last = Math.min(list.length - 1, indexAt(seen.to + BEYOND))
    const next: Row[] = []
    for (let at = first; at <= last; at += 1) next.push({ id: list[at]!, index: at, top: tops[at]! })
    for (const id of options.pinned.value) {
      const at = list.indexOf(id)
      if (at >= 0 && (at < first || at > last)) next.push({ id, index: at, top: tops[at]! })
    }
    if (!same(rows.value, next)) rows.value = next
  }

  /** What of the list can be seen now. */
  function look() {
    frame = 0
    const scroller = options.scroller()
    const list = options.list()
    if (!scroller || !list) return
    const hidden = scroller.getBoundingClientRect().top - list.getBoundingClientRect().top
    seen = { from: hidden, to: hidden + scroller.clientHeight }
    draw()
  }

  const sizes = new ResizeObserver((entries) => {
    let above = 0
    let changed = false
    for (const { target, borderBoxSize } of entries) {
      const id = ofElement.get(target)
      const height = borderBoxSize[0]!.blockSize
      if (id === undefined || !target.isConnected || height === 0) continue
      const was = heights.get(id) ?? options.estimate(id)
      heights.set(id, height)
      if (Math.abs(was - height) < 0.5) continue
      changed = true
      const at = ids.value.indexOf(id)
      if (at >= 0 && tops[at]! + was < seen.from) above += height - was
    }
    if (!changed) return
    stale = true
    const scroller = options.scroller()
    // What is above has grown: what is looked at stays where it is.
    if (above && scroller) scroller.scrollTop += above
    look()
  })

  /** For the `ref` of each row. */
  function measure(element: unknown, id: string) {
    if (!(element instanceof HTMLElement) || ofElement.get(element) === id) return
    ofElement.set(element, id)
    sizes.observe(element)
  }

  const viewport = new ResizeObserver(() => look())
  function scrolled() {
    frame ||= requestAnimationFrame(look)
  }

  watch([ids, gap], () => {
    stale = true
    draw()
  })
  watch(options.pinned, draw)
  onMounted(() => {
    const scroller = options.scroller()
    if (!scroller) return
    scroller.addEventListener('scroll', scrolled, { passive: true })
    viewport.observe(scroller)
    look()
    onEnd = () => scroller.removeEventListener('scroll', scrolled)
  })
  let onEnd = () => {}
  onScopeDispose(() => {
    onEnd()
    cancelAnimationFrame(frame)
    sizes.disconnect()
    viewport.disconnect()
  })

  /** Scrolls no further than needed to show a row. */
  function reveal(id: string) {
    if (stale) layOut()
    const at = ids.value.indexOf(id)
    const scroller = options.scroller()
    const list = options.list()
    if (at < 0 || !scroller || !list) return
    const offset = list.getBoundingClientRect().top - scroller.getBoundingClientRect().top
    const top = offset + tops[at]!
    const bottom = offset + tops[at + 1]!
    const room = Math.min(56, scroller.clientHeight / 6)
    if (top < room) scroller.scrollTop += top - room
    else if (bottom > scroller.clientHeight - room) scroller.scrollTop += bottom - scroller.clientHeight + room
    look()
  }

  return {
    rows,
    total,
    measure,
    look,
    reveal,
    /** How many rows begin and are half over above a height: the index at which something would be put in. */
    slotAt(y: number): number {
      const at = indexAt(y)
      if (at >= ids.value.length) return ids.value.length
      return y > (tops[at]! + tops[at + 1]!) / 2 ? at + 1 : at
    },
    topOf: (index: number): number => tops[Math.min(index, ids.value.length)] ?? 0,
    /** After the density has changed all are measured anew. */
    forget() {
      heights.clear()
      stale = true
      draw()
    },
  }
}

function same(a: readonly Row[], b: readonly Row[]): boolean {
  if (a.length !== b.length) return false
  return a.every((row, at) => row.id === b[at]!.id && row.top === b[at]!.top && row.index === b[at]!.index)
}
