// The demos are imported one by one, as zof-demo/layer2: each registers its app when it is loaded.
export {};
