import { useRoute } from 'vue-router'

/** Where the person wanted to go. Only an address of this page: a link from outside must not lead away. */
export function useWayBack() {
  const route = useRoute()
  const to = () => {
    const wanted = route.query['to']
    return typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? wanted : '/'
  }
  /** For the links between the screens of this folder, so that it is not forgotten on the way. */
  const kept = () => (to() === '/' ? {} : { to: to() })
  const token = (name: string) => (typeof route.query[name] === 'string' ? route.query[name] : '')
  return { to, kept, token }
}
