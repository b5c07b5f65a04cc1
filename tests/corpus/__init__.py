"""Links and files of every version, kept with what they gave: `README.md` says how to add one."""
