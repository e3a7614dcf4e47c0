/// A card page: FastTabs, and facts beside them.
struct CardView {
    var head: HeadView
    var layout = "with-facts"
    var problem: String?
    var problemIsMild = false
    var problemIcon = "failure"
    var problemTitle = ""
    var problemMend: String?
    /// A secret that is shown this once.
    var link: String?
    var linkTitle = ""
    var linkText = ""
    /// Before the FastTabs: what mends a mapping.
    var mapping: MappingView?
    var sections: [SectionView] = []
    var hasFacts = false
    var factsTitle = ""
    var facts: [SectionView.Pair] = []
}
