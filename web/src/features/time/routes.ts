import type { RouteRecordRaw } from 'vue-router'

/** The board of a sprint as it was: `?at=<instant>`, compared with `&with=<instant>` or else with now. */
export const routes: RouteRecordRaw[] = [
  { path: 'board/:sprint/time', name: 'time', component: () => import('./TimeView.vue') },
]
