import type { RouteRecordRaw } from 'vue-router'

/** Open to everybody. Mails lead to `/signup`, `/confirm` and `/reset` with a token. */
export const routes: RouteRecordRaw[] = [
  { path: '/signin', name: 'signin', component: () => import('./SignInView.vue'), meta: { open: true } },
  { path: '/signup', name: 'signup', component: () => import('./SignUpView.vue'), meta: { open: true } },
  {
    path: '/confirm',
    alias: '/email/confirm', // mails of releases before the page
    name: 'confirm',
    component: () => import('./ConfirmView.vue'),
    meta: { open: true },
  },
  { path: '/forgotten', name: 'forgotten', component: () => import('./ForgottenView.vue'), meta: { open: true } },
  {
    path: '/reset',
    alias: '/password/reset', // the same
    name: 'reset',
    component: () => import('./ResetView.vue'),
    meta: { open: true },
  },
]
