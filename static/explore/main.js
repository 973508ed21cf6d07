// The network pictures of a page.
import { start } from './network.js';

for (const section of document.querySelectorAll('[data-network]')) start(section);
