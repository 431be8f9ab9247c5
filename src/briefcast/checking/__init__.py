"""Is a published show right? It is asked for as a phone would, and each finding says whose rule and which mend."""
