import { shallowReactive } from 'vue'

/** What is open over every screen. */
export const overlays = shallowReactive({ palette: false, keys: false, more: false, outbox: false })

/** What parts of the shell ask of each other. */
export const shellEvents = {
  openPalette: () => (overlays.palette = true),
  openKeys: () => (overlays.keys = true),
  openOutbox: () => (overlays.outbox = true),
}
