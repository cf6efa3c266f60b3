import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Everything becomes files of this origin: no inline scripts, no data: fonts of our own, nothing fetched from elsewhere. */
export default defineConfig({
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The editor is one large chunk by nature; it is loaded after the page's frame.
    chunkSizeWarningLimit: 6000,
    rolldownOptions: {
      onLog: (level, log, report) => {
        // "use no memo" in GraphiQL's own files speaks to a compiler that has already run over them.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
});
