/** The file `dist/post.js`, which the runner starts for the post phase: by its name the entry knows the phase. */
import './index.js';
