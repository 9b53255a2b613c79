import { readonly, ref } from 'vue'

const reachable = ref(navigator.onLine)

/** Whether the service can be reached, as far as the last request or the browser knows. */
export const online = readonly(reachable)

export function reached() {
  reachable.value = true
}

export function notReached() {
  reachable.value = false
}

addEventListener('offline', notReached)
addEventListener('online', reached)
