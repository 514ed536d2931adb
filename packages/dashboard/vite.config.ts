import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `npm start` and `npm run dev` listen; the dev server passes the API on to it. */
const SERVER = "http://127.0.0.1:8080";

// The server refuses requests that come from another origin, so the proxy speaks as the server's own page would.
const proxied = { target: SERVER, changeOrigin: true, headers: { origin: SERVER } };

export default defineConfig({
  plugins: [react()],
  server: {
    host: "127.0.0.1",
    proxy: { "/api": proxied, "/socket.io": { ...proxied, ws: true } },
  },
  build: {
    target: "es2023",
    // The content security policy allows scripts from our own address only; Vite's preload helper would need none else.
    modulePreload: { polyfill: false },
    // Fonts and images as data: URLs would be allowed, but a file is cached longer than the script it sits in.
    assetsInlineLimit: 0,
    // React, Mantine and the router come first in any case; the pages are split. The limit that counts is 250 kB compressed.
    chunkSizeWarningLimit: 700,
  },
});
