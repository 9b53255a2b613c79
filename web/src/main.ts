import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router'
import { keepPage } from './kept/page'
import { applyPreferences } from './session/preferences'
import { session } from './session/session'
import './styles/tokens.css'
import './styles/base.css'

// Both at once: the texts, and who is signed in, which the router asks for.
void session.start()
await applyPreferences()
createApp(App).use(router).mount('#app')

// The board first.
setTimeout(keepPage, 2000)
