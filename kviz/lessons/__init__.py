"""One lesson file becomes a notebook, a presentation, a worksheet, a quiz and a guide for the teacher."""
