import { ref } from 'vue'

export const announcement = ref('')

/** Tells screen readers something that is only seen otherwise. The same words twice are told twice. */
export function announce(text: string) {
  announcement.value = announcement.value === text ? `${text}\u00a0` : text
}
