import { onScopeDispose, ref, type Ref } from 'vue'

/** Whether the window is as narrow as a phone's; the same width as in the styles. */
export function usePhone(): Readonly<Ref<boolean>> {
  const narrow = matchMedia('(max-width: 47.99rem)')
  const phone = ref(narrow.matches)
  const changed = () => (phone.value = narrow.matches)
  narrow.addEventListener('change', changed)
  onScopeDispose(() => narrow.removeEventListener('change', changed))
  return phone
}
