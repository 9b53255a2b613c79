import type { RouteRecordRaw } from 'vue-router'

/** Each tab has its address. */
export const routes: RouteRecordRaw[] = [
  {
    path: 'admin/:part(people|views|mails|health)?',
    name: 'admin',
    component: () => import('./AdminView.vue'),
    meta: { admin: true },
  },
]
