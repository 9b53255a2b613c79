import { shallowReactive } from 'vue'
import type { Refused } from '@/acts/outbox'

/** What is open over every screen. */
export const overlays = shallowReactive({
  palette: false,
  keys: false,
  more: false,
  outbox: false,
  conflict: null as Refused | null,
})

/** What parts of the shell ask of each other. */
export const shellEvents = {
  openPalette: () => (overlays.palette = true),
  openKeys: () => (overlays.keys = true),
  openOutbox: () => (overlays.outbox = true),
  openConflict(refused: Refused) {
    overlays.outbox = false
    overlays.conflict = refused
  },
}
