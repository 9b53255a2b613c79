import { shallowReactive, watch } from 'vue'
import { live } from './live'

/** What each person looks at; the service tells who is there when a stream begins, and who comes and leaves. */
const places = shallowReactive(new Map<string, string>())
const keyOf = (kind: string, id: string) => `${kind}/${id}`

live.listen({
  onPresence({ username, on }) {
    if (on) places.set(username, keyOf(on.kind, on.id))
    else places.delete(username)
  },
})

// The next stream tells anew who is there.
watch(live.stream, (state) => state !== 'live' && places.clear())

/** Who looks at what. */
export const presence = {
  /** Reactive; by username, in order. */
  on(kind: string, id: string): string[] {
    const key = keyOf(kind, id)
    return [...places].flatMap(([username, place]) => (place === key ? [username] : [])).sort()
  },
}
