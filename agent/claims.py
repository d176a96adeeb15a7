def extract(t, n=0): return ()
def faults(c, new): return ()
def gaps(t): return ()
