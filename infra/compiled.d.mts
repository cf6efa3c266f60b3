export declare const RUN_COMPILED: readonly string[];
export declare function isCurrent(folder: string): Promise<boolean>;
export declare function compileChanged(): Promise<void>;
export declare function buildPage(): Promise<void>;
